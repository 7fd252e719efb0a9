package dev.w2s.pretrain.internal;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A tokenizer whose tokens are words with blanks between them.
///
/// @param words the vocabulary, in the order of ids
/// @param special those of them that no text is made of
/// @param begin stands before every text; one of `special`
/// @param unknown any other word; one of `special`
record WordTokenizer(List<String> words, List<String> special, String begin, String unknown) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Its tokenizer.json.
  String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("version", "1.0");
    for (String word : special) {
      addSpecial(root, word);
    }
    root.putObject("pre_tokenizer").put("type", "WhitespaceSplit");
    root.set("post_processor", template());
    ObjectNode model = root.putObject("model").put("type", "WordLevel").put("unk_token", unknown);
    ObjectNode vocabulary = model.putObject("vocab");
    for (int id = 0; id < words.size(); id++) {
      vocabulary.put(words.get(id), id);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private void addSpecial(ObjectNode root, String word) {
    root.withArray("added_tokens")
        .addObject()
        .put("id", words.indexOf(word))
        .put("content", word)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
  }

  /// One text, or two, behind the first token.
  private ObjectNode template() {
    ObjectNode template = JsonNodeFactory.instance.objectNode().put("type", "TemplateProcessing");
    addPieces(template, "single", "A");
    addPieces(template, "pair", "A", "B");
    ObjectNode token = template.putObject("special_tokens").putObject(begin).put("id", begin);
    token.putArray("ids").add(words.indexOf(begin));
    token.putArray("tokens").add(begin);
    return template;
  }

  private void addPieces(ObjectNode template, String name, String... texts) {
    var pieces = template.putArray(name);
    pieces.addObject().putObject("SpecialToken").put("id", begin).put("type_id", 0);
    for (String text : texts) {
      pieces.addObject().putObject("Sequence").put("id", text).put("type_id", 0);
    }
  }
}

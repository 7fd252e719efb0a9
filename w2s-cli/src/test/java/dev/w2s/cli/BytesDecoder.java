package dev.w2s.cli;

import dev.w2s.model.FreshModel;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A GPT-2 of fresh weights, a layer of width 16, that reads any text: each byte is a token.
final class BytesDecoder {
  private static final String END = "<|endoftext|>";
  private static final int BYTES = 256;

  private BytesDecoder() {}

  /// Writes the model into a folder, which is made.
  static void write(Path folder) {
    FreshModel.write(folder, config(), tokenizer(), 1);
  }

  private static String config() {
    return """
    {"architectures": ["GPT2LMHeadModel"], "model_type": "gpt2", "activation_function": "gelu_new",
     "n_embd": 16, "n_head": 2, "n_layer": 1, "n_positions": 128, "vocab_size": %d,
     "layer_norm_epsilon": 1e-5, "bos_token_id": %d, "eos_token_id": %d}
    """
        .formatted(BYTES + 1, BYTES, BYTES);
  }

  private static String tokenizer() {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("version", "1.0");
    root.putArray("added_tokens")
        .addObject()
        .put("id", BYTES)
        .put("content", END)
        .put("single_word", false)
        .put("lstrip", false)
        .put("rstrip", false)
        .put("normalized", false)
        .put("special", true);
    bytes(root.putObject("pre_tokenizer"));
    bytes(root.putObject("decoder"));
    ObjectNode model = root.putObject("model").put("type", "BPE");
    ObjectNode vocabulary = model.putObject("vocab");
    int others = 0;
    for (int b = 0; b < BYTES; b++) {
      vocabulary.put(Character.toString(isWritten(b) ? b : BYTES + others++), b);
    }
    vocabulary.put(END, BYTES);
    model.putArray("merges");
    return JsonMapper.shared().writeValueAsString(root);
  }

  private static void bytes(ObjectNode node) {
    node.put("type", "ByteLevel").put("add_prefix_space", false).put("trim_offsets", false);
  }

  /// Whether a byte stands for itself where bytes are written as letters, as GPT-2's tokenizer
  /// does; the others follow behind all bytes, in their order.
  private static boolean isWritten(int b) {
    return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
  }
}

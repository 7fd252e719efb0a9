package dev.w2s.yaml;

import java.nio.file.Path;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/// A YAML file of `key: value` lines.
///
/// ```java
/// Rows rows = YamlDocument.read(file).decode(map -> {
///   Field<Integer> train = map.at("train").integer(2).required();
///   Field<Integer> test = map.at("test").integer(2).or(1000);
///   return map.build(() -> new Rows(train.value(), 0, test.value()));
/// });
/// ```
public final class YamlDocument {
  private final Path file;
  private final MappingNode root;

  private YamlDocument(Path file, MappingNode root) {
    this.file = file;
    this.root = root;
  }

  /// Reads a file.
  ///
  /// @throws dev.w2s.problem.BadInputException where there is no such file, or it is not UTF-8, not
  ///   YAML, empty, or no map
  public static YamlDocument read(Path file) {
    return parse(file, TextReader.read(file));
  }

  /// Reads a text as if it stood in a file.
  ///
  /// @param file what messages name, and what paths in the text are relative to
  /// @throws dev.w2s.problem.BadInputException where the text is not YAML, empty, or no map
  public static YamlDocument parse(Path file, String text) {
    return new YamlDocument(file, new NodeReader(file, text).read());
  }

  /// Makes something of the file's values. The keys that the decoder asks for are the known ones;
  /// any other is a problem.
  ///
  /// @throws dev.w2s.problem.BadInputException with all problems found, in the order of the file
  public <T> T decode(Function<YamlMap, Field<T>> decoder) {
    Context context = new Context(file);
    Field<T> result = decoder.apply(new YamlMap(context, "", root));
    context.throwIfAny();
    return result.value();
  }
}

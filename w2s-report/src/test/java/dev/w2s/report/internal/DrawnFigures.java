package dev.w2s.report.internal;

import dev.w2s.report.internal.figure.PageResource;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what a page draws.
final class DrawnFigures {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String START = "<script type=\"application/json\" id=\"figures\">";

  private DrawnFigures() {}

  /// The page without the scripts that draw its figures.
  static String withoutScripts(String html) {
    return html.replace(PageResource.drawing(), "");
  }

  /// The figures of a page.
  static JsonNode of(String html) {
    int from = html.indexOf(START) + START.length();
    return MAPPER.readTree(html.substring(from, html.indexOf("</script>", from)));
  }

  /// All numbers in it.
  static Set<Double> numbers(JsonNode node) {
    Set<Double> found = new HashSet<>();
    collect(node, found);
    return found;
  }

  private static void collect(JsonNode node, Set<Double> found) {
    if (node.isNumber()) {
      found.add(node.asDouble());
    }
    node.forEach(child -> collect(child, found));
  }
}

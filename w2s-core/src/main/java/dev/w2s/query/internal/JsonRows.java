package dev.w2s.query.internal;

import java.util.regex.Pattern;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes JSON of what DuckDB writes, where some number is not finite.
public final class JsonRows {
  private static final Pattern NOT_FINITE = Pattern.compile("NaN|Infinity");

  private static final JsonMapper LENIENT =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private JsonRows() {}

  /// The same row with null in place of such numbers.
  public static String finite(String row) {
    return NOT_FINITE.matcher(row).find()
        ? LENIENT.writeValueAsString(finite(LENIENT.readTree(row)))
        : row;
  }

  private static JsonNode finite(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        object.propertyNames().forEach(name -> object.set(name, finite(object.get(name))));
        yield object;
      }
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, finite(array.get(i)));
        }
        yield array;
      }
      default -> isFinite(node) ? node : LENIENT.nullNode();
    };
  }

  private static boolean isFinite(JsonNode node) {
    return !node.isFloatingPointNumber() || node.isBigDecimal() || Double.isFinite(node.asDouble());
  }
}

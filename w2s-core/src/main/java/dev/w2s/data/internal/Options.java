package dev.w2s.data.internal;

import dev.w2s.data.Reading.Answer;
import dev.w2s.data.Reading.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// The answers that one record offers.
///
/// @param right the right answer
/// @param others answers that are not right; at least one
record Options(String right, List<String> others) {
  private record Option(String field, String text) {}

  /// @throws BadRecord where the right answer is not offered or no other is
  static Options of(SourceRecord record, Answer.Choices answer) {
    List<Option> offered = offered(record, answer);
    String right = right(record, answer, offered);
    List<String> others =
        offered.stream()
            .map(Option::text)
            .filter(text -> !text.isBlank() && !text.strip().equals(right.strip()))
            .toList();
    if (others.isEmpty()) {
      throw new BadRecord("no answer but the right one, '" + right + "', is offered");
    }
    return new Options(right, others);
  }

  /// One of the others.
  String wrong(long hash) {
    return others.get(StableHash.below(others.size(), hash));
  }

  private static List<Option> offered(SourceRecord record, Answer.Choices answer) {
    List<Option> options = new ArrayList<>();
    for (String field : answer.options()) {
      JsonNode value = record.field(field);
      if (value instanceof ArrayNode list) {
        list.forEach(item -> options.add(new Option(field, Json.text(item))));
      } else {
        options.add(new Option(field, record.text(field)));
      }
    }
    return options;
  }

  private static String right(SourceRecord record, Answer.Choices answer, List<Option> offered) {
    String value = record.word(answer.right());
    int place =
        switch (answer.naming()) {
          case TEXT -> place(offered, option -> option.text().strip().equals(value.strip()));
          case FIELD -> place(offered, option -> option.field().equals(value.strip()));
          case INDEX -> whole(value);
          case NUMBER -> whole(value) - 1;
          case LETTER -> letter(value.strip());
        };
    if (place < 0 || place >= offered.size() || offered.get(place).text().isBlank()) {
      throw new BadRecord(notOffered(answer, value, offered));
    }
    return offered.get(place).text();
  }

  private static int place(List<Option> offered, Predicate<Option> wanted) {
    for (int i = 0; i < offered.size(); i++) {
      if (wanted.test(offered.get(i))) {
        return i;
      }
    }
    return -1;
  }

  private static int whole(String value) {
    return value.strip().matches("[0-9]{1,6}") ? Integer.parseInt(value.strip()) : -1;
  }

  private static int letter(String value) {
    if (value.matches("[A-Za-z]")) {
      return value.toUpperCase(Locale.ROOT).charAt(0) - 'A';
    }
    return whole(value) - 1;
  }

  private static String notOffered(Answer.Choices answer, String value, List<Option> offered) {
    String known =
        answer.naming() == Naming.FIELD
            ? String.join(", ", answer.options())
            : offered.stream().map(Option::text).collect(Collectors.joining("' | '", "'", "'"));
    return "the right answer '%s' of field '%s', taken as %s, is none of: %s"
        .formatted(value, answer.right(), answer.naming().name().toLowerCase(Locale.ROOT), known);
  }
}

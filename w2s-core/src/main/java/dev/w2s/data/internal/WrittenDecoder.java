package dev.w2s.data.internal;

import dev.w2s.data.Match;
import dev.w2s.data.Reading.Answer;
import dev.w2s.yaml.Field;
import dev.w2s.yaml.YamlMap;

/// Reads what is written as the answer: the map below `answer` or below `puzzle`.
final class WrittenDecoder {
  private enum Illegal {
    FAIL,
    DROP
  }

  private WrittenDecoder() {}

  /// A field's answer, or its problems.
  static Field<Answer> written(YamlMap map) {
    Field<String> field = map.at("field").text().required();
    Field<String> after = map.at("after").text().or("");
    Field<Match> match = map.at("match").oneOf(Match.class).or(Match.WORDS);
    return map.build(() -> new Answer.Written(field.value(), after.value(), match.value()));
  }

  /// A puzzle of chess, or its problems.
  static Field<Answer> puzzle(YamlMap map) {
    Field<String> position = map.at("position").text().required();
    Field<String> moves = map.at("moves").text().required();
    Field<Illegal> illegal = map.at("illegal").oneOf(Illegal.class).or(Illegal.FAIL);
    return map.build(
        () -> new Answer.Puzzle(position.value(), moves.value(), illegal.value() == Illegal.DROP));
  }
}

package dev.w2s.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlValueTest {
  private enum Relation {
    CATEGORY,
    IS_A
  }

  private record Point(int x, int y) {
    Point {
      if (x > y) {
        throw new IllegalArgumentException("point.x must not be above y but was " + x);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1e-4,1e-4", "0.5,0.5", ".5,0.5", "3,3", "-2.5E2,-250", "+1.,1"})
  void numbersAreRead(String text, double number) {
    assertRead(text, YamlValue::number, number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "'1'", "1e999", ".inf", "0x10", "1_000", "", "[1]", "true", "1d"})
  void otherThanNumbersAreNamed(String text) {
    assertProblem(text, YamlValue::number, "t.yaml:1:", "v must be a number but was ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.5", "1e3", "'3'", "''", "~"})
  void otherThanWholeNumbersAreNamed(String text) {
    assertProblem(text, value -> value.integer(0), "v must be a whole number but was ");
  }

  @ParameterizedTest
  @CsvSource({
    "-1,at least 0",
    "2147483648,at most 2147483647",
    "99999999999999999999,at most 2147483647"
  })
  void wholeNumbersKeepTheirRange(String text, String rule) {
    assertProblem(text, value -> value.integer(0), "v must be " + rule + " but was " + text);
  }

  @Test
  void seedsHave64Bits() {
    assertRead("9223372036854775807", value -> value.integer64(Long.MIN_VALUE), Long.MAX_VALUE);
    assertProblem(
        "9223372036854775808",
        value -> value.integer64(0),
        "v must be at most 9223372036854775807");
  }

  @Test
  void rangesOfNumbersAreKept() {
    assertRead("1", YamlValue::share, 1.0);
    assertProblem("1.1", YamlValue::share, "v must be between 0 and 1 but was 1.1");
    assertProblem("0", YamlValue::positive, "v must be above 0 but was 0.0");
    assertProblem("-1e-9", YamlValue::notNegative, "v must be at least 0 but was -1.0E-9");
  }

  @Test
  void truthsAreRead() {
    assertRead("true", YamlValue::truth, true);
    assertRead("False", YamlValue::truth, false);
    assertProblem("yes", YamlValue::truth, "v must be true or false but was 'yes'");
    assertProblem("'true'", YamlValue::truth, "v must be true or false but was the text \"true\"");
  }

  @Test
  void enumsAreReadByDashedNames() {
    assertRead("is-a", value -> value.oneOf(Relation.class), Relation.IS_A);
    assertProblem(
        "is_a", value -> value.oneOf(Relation.class), "unknown v 'is_a'; did you mean 'is-a'?");
    assertProblem("gloss", value -> value.oneOf(Relation.class), "known are: category, is-a");
  }

  @Test
  void listsAreRead() {
    assertRead("[a, b]", value -> value.list(YamlValue::text), List.of("a", "b"));
    assertRead("a", value -> value.listOrSingle(YamlValue::text), List.of("a"));
    assertProblem(
        "a", value -> value.list(YamlValue::text), "v must be a list, [..., ...], but was 'a'");
    assertProblem(
        "[1, x, 2, y]",
        value -> value.list(item -> item.integer(0)),
        "v[1] must be a whole number but was 'x'\n",
        "v[3] must be a whole number but was 'y'");
  }

  @Test
  void mapsOfTextsKeepTheirOrder() {
    Map<String, String> texts = read("{z: 1, a: yes, 0: no}", YamlValue::texts);
    assertThat(texts).hasToString("{z=1, a=yes, 0=no}");
    assertProblem("{z: [1]}", YamlValue::texts, "v.z must be text but was a list");
    assertProblem(
        "{[1]: a}", YamlValue::texts, "t.yaml:1:5: a key must be one word but was a list");
    assertProblem("{z: a, z: b}", YamlValue::texts, "key 'z' is given twice");
  }

  @Test
  void textOrMapTakesBoth() {
    Function<YamlValue, Field<String>> decoder =
        value -> value.textOrMap(text -> text, map -> map.at("name").text().required());
    assertRead("a", decoder, "a");
    assertRead("{name: a}", decoder, "a");
    assertProblem("[a]", decoder, "v must be text or a map, {key: value}, but was a list");
    assertProblem("{}", decoder, "t.yaml:1:4: 'v.name' is missing");
  }

  @Test
  void absenceIsTold() {
    assertRead("{}", value -> value.map(map -> map.at("a").text().optional()), Optional.empty());
    assertRead(
        "{a: b}", value -> value.map(map -> map.at("a").text().optional()), Optional.of("b"));
    assertRead("{}", value -> value.map(map -> map.at("a").text().or("c")), "c");
    assertProblem(
        "{a: }",
        value -> value.map(map -> map.at("a").text().or("c")),
        "v.a must be text but was left empty");
  }

  @Test
  void recordsRefuseAtTheirKey() {
    Function<YamlValue, Field<Point>> decoder = value -> value.map(YamlValueTest::point);
    assertRead("{x: 1, y: 2}", decoder, new Point(1, 2));
    assertProblem("{y: 2, x: 3}", decoder, "t.yaml:1:14: point.x must not be above y but was 3");
    assertProblem("{y: a, x: b}", decoder, "v.y must be", "v.x must be");
  }

  @Test
  void problemsOfAnotherFileAreTakenOver() {
    BadInputException inner =
        new BadInputException(
            List.of(Problem.in(Path.of("o.yaml"), "is wrong"), Problem.of("bad name")));
    assertProblem(
        "a",
        value ->
            value
                .text()
                .map(text -> {
                  throw inner;
                }),
        "o.yaml: is wrong\nt.yaml:1:4: bad name");
  }

  @Test
  void pathsStartAtTheFilesFolder() {
    Path path =
        YamlDocument.parse(Path.of("d/t.yaml"), "v: ../a.csv").decode(map -> map.at("v").path());
    assertThat(path).isEqualTo(Path.of("a.csv"));
    assertProblem("\"\\0\"", YamlValue::path, "t.yaml:1:4: Nul character not allowed");
  }

  @Test
  void aliasesStandForTheirValues() {
    String text = "a: &a {x: 1, y: 2}\nb: *a\n";
    List<Point> points =
        YamlDocument.parse(Path.of("t.yaml"), text)
            .decode(map -> {
              Field<Point> a = map.at("a").map(YamlValueTest::point);
              Field<Point> b = map.at("b").map(YamlValueTest::point);
              return map.build(() -> List.of(a.value(), b.value()));
            });
    assertThat(points).containsExactly(new Point(1, 2), new Point(1, 2));
  }

  private static Field<Point> point(YamlMap map) {
    Field<Integer> x = map.at("x").integer(0).required();
    Field<Integer> y = map.at("y").integer(0).required();
    return map.build(() -> new Point(x.value(), y.value()));
  }

  private static <T> T read(String value, Function<YamlValue, Field<T>> decoder) {
    return YamlDocument.parse(Path.of("t.yaml"), "v: " + value + "\n")
        .decode(map -> decoder.apply(map.at("v")));
  }

  private static <T> void assertRead(
      String value, Function<YamlValue, Field<T>> decoder, T expected) {
    T found = read(value, decoder);
    assertThat((Object) found).isEqualTo(expected);
  }

  private static <T> void assertProblem(
      String value, Function<YamlValue, Field<T>> decoder, String... parts) {
    assertThatThrownBy(() -> read(value, decoder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(parts);
  }
}

package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeakLabelFileTest {
  private static final List<String> CLASSES = List.of("no", "perhaps", "yes");

  @TempDir Path folder;

  private Map<String, Prediction> read(String name, String text) throws IOException {
    return WeakLabelFile.read(TestFiles.write(folder.resolve(name), text), CLASSES);
  }

  @Test
  void labelsAndProbabilitiesMayBeMixed() throws IOException {
    Map<String, Prediction> labels =
        read(
            "w.jsonl.zst",
            """
            {"id": "b", "label": "yes"}
            {"id": 7, "label": 1, "by": "a person"}
            {"id": "a", "probabilities": [0.25, 0.5, 0.25]}
            {"id": "c", "probabilities": {"yes": 0, "no": 0.6004, "perhaps": 0.4}}
            """);
    assertThat(labels.keySet()).containsExactly("b", "7", "a", "c");
    assertThat(labels.get("b").probabilities()).containsExactly(0, 0, 1);
    assertThat(labels.get("7").probabilities()).containsExactly(0, 1, 0);
    assertThat(labels.get("a").probabilities()).containsExactly(0.25f, 0.5f, 0.25f);
    assertThat(labels.get("c").probabilities()[0]).isCloseTo(0.6004f / 1.0004f, within(1e-6f));
  }

  @Test
  void classesAreThoseThatLabelsAndTruthName() throws IOException {
    Path labels =
        TestFiles.write(
            folder.resolve("l.jsonl"),
            "{\"id\": 1, \"label\": \"so\"}\n{\"id\": 2, \"probabilities\": {\"so\": 0.5, \"no\": 0.5}}\n");
    Path truth = TestFiles.write(folder.resolve("t.csv"), "id,label\n1,yes\n2,no\n");
    assertThat(WeakLabelFile.classes(List.of(labels, truth))).containsExactly("no", "so", "yes");
    Path unnamed =
        TestFiles.write(folder.resolve("u.jsonl"), "{\"id\": 1, \"probabilities\": [0.5, 0.5]}\n");
    assertThatThrownBy(() -> WeakLabelFile.classes(List.of(unnamed)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("u.jsonl, row 1: probabilities without names");
  }

  @Test
  void csvHoldsThemAsText() throws IOException {
    assertThat(read("a.csv", "id,label\nx,yes\ny,0\n")).containsOnlyKeys("x", "y");
    assertThat(read("b.csv", "id,probabilities\nx,\"[0,0.5,0.5]\"\n").get("x").probabilities())
        .containsExactly(0, 0.5f, 0.5f);
  }

  @Test
  void everyWrongRowIsNamed() {
    assertThatThrownBy(() ->
            read(
                "w.jsonl",
                """
                {"id": "a", "label": "yess"}
                {"id": "b", "probabilities": [0.5, 0.4, 0.0]}
                {"id": "c", "probabilities": [1.5, -0.5, 0]}
                {"id": "d", "probabilities": [0.5, 0.5]}
                {"id": "e", "label": "yes"}
                {"id": "e", "label": "no"}
                {"label": "no"}
                {"id": "f", "lable": "no"}
                {"id": "g", "probabilities": {"yes": 0.5, "no": 0.5}}
                {"id": "h", "probabilities": {"yes": 0.5, "no": 0.5, "perhaps": 0, "mayhap": 0}}
                {"id": "i", "probabilities": "much"}
                {"id": "j", "label": "yes", "probabilities": [0, 0, 1]}
                {"id": "k", "label": 3}
                """))
        .hasMessageContaining("row 1: unknown class 'yess'; did you mean 'yes'?")
        .hasMessageContaining("row 2: the probabilities sum to 0.9; they must sum to 1")
        .hasMessageContaining(
            "row 3: the probability of class 'perhaps' must be a number of at least 0 but was -0.5")
        .hasMessageContaining("row 4: there are 2 probabilities but 3 classes: no, perhaps, yes")
        .hasMessageContaining("row 6: the id 'e' stands in an earlier row, too")
        .hasMessageContaining("row 7: there is no field 'id'")
        .hasMessageContaining(
            "row 8: a row has either 'label' or 'probabilities' but this has: id, lable")
        .hasMessageContaining("row 9: there is no probability of class 'perhaps'")
        .hasMessageContaining("row 10: unknown class 'mayhap'")
        .hasMessageContaining(
            "row 11: probabilities are a list or an object but were the text 'much'")
        .hasMessageContaining("row 12: a row has either")
        .hasMessageContaining("row 13: unknown class '3'")
        .hasMessageNotContaining("row 5:");
  }
}

package dev.w2s.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoteFileTest {
  private static final List<String> CLASSES = List.of("no", "perhaps", "yes");

  @TempDir Path folder;

  private Votes read(String name, String text, String... workers) throws IOException {
    Path file = TestFiles.write(folder.resolve(name), text);
    return VoteFile.read(file, CLASSES, List.of(workers));
  }

  @Test
  void longRowsAreCollectedById() throws IOException {
    Votes votes =
        read(
            "crowd.csv.gz",
            """
            id,worker,label,seconds
            a,ann,yes,3
            b,bob,0,4
            a,bob,perhaps,5
            c,cy,,1
            b,cy,-1,1
            """);
    assertThat(votes.workers()).containsExactly("ann", "bob", "cy");
    assertThat(votes.byId().keySet()).containsExactly("a", "b", "c");
    assertThat(votes.byId().get("a")).containsExactly(2, 1, Votes.ABSTAINED);
    assertThat(votes.byId().get("b")).containsExactly(Votes.ABSTAINED, 0, Votes.ABSTAINED);
    assertThat(votes.byId().get("c")).containsOnly(Votes.ABSTAINED);
  }

  @Test
  void wideRowsHaveAFieldForEachWorker() throws IOException {
    Votes votes =
        read(
            "functions.jsonl",
            """
            {"id": 1, "has_negation": "no", "length": null}
            {"id": 2, "length": 2, "has_negation": -1, "late": "perhaps"}
            """);
    assertThat(votes.workers()).containsExactly("has_negation", "length", "late");
    assertThat(votes.byId().get("1")).containsExactly(0, Votes.ABSTAINED, Votes.ABSTAINED);
    assertThat(votes.byId().get("2")).containsExactly(Votes.ABSTAINED, 2, 1);
  }

  @Test
  void namedWorkersLeaveOtherFieldsAlone() throws IOException {
    String text = "id,text,worker,label\na,anything,yes,no\n";
    assertThat(read("a.csv", text, "label", "worker").byId().get("a")).containsExactly(0, 2);
  }

  @Test
  void aClassMayBeCalledMinusOne() throws IOException {
    Path file = TestFiles.write(folder.resolve("s.csv"), "id,f\na,-1\nb,1\nc,\n");
    Votes votes = VoteFile.read(file, List.of("-1", "1"), List.of());
    assertThat(votes.byId().values()).containsExactly(new int[] {0}, new int[] {1}, new int[] {-1});
  }

  @Test
  void everyWrongRowIsNamed() {
    assertThatThrownBy(() ->
            read(
                "l.jsonl",
                """
                {"id": "a", "worker": "ann", "label": "yess"}
                {"id": "a", "worker": "bob", "label": "yes"}
                {"id": "a", "worker": "bob", "label": "no"}
                {"worker": "bob", "label": "no"}
                {"id": "b", "worker": "", "label": "no"}
                {"id": "b", "worker": "ann", "lable": "no"}
                {"id": "b", "worker": "ann", "label": {"is": "no"}}
                """))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("row 1: unknown class 'yess'; did you mean 'yes'?")
        .hasMessageContaining("row 3: worker 'bob' speaks of 'a' in an earlier row, too")
        .hasMessageContaining("row 4: there is no field 'id'")
        .hasMessageContaining("row 5: field 'worker' is empty")
        .hasMessageContaining("row 6: there is no field 'label'; did you mean 'lable'?")
        .hasMessageContaining("row 7: field 'label' is an object")
        .hasMessageNotContaining("row 2:");
    assertThatThrownBy(() -> read("w.csv", "id,f,g\na,no,maybe\nb,no,no\n"))
        .hasMessageContaining("w.csv, row 1: field 'g': unknown class 'maybe'; known are")
        .hasMessageNotContaining("row 2");
    assertThatThrownBy(() -> read("v.csv", "id,f\na,no\na,no\n"))
        .hasMessageContaining("v.csv, row 2: the id 'a' stands in an earlier row, too");
    assertThatThrownBy(() -> read("m.csv", "id,first\na,no\n", "frist"))
        .hasMessageContaining("m.csv: no row has a field 'frist'; did you mean 'first'?");
    assertThatThrownBy(() -> read("n.csv", "id\na\n"))
        .hasMessageContaining("n.csv: no row has a field beside 'id': there are no workers");
  }
}

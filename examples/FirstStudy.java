import dev.w2s.api.W2s;
import dev.w2s.data.Rows;
import dev.w2s.report.TerminalTable;
import dev.w2s.study.Study;
import java.nio.file.Path;

/// A study in ten lines. Arguments: a task or a task file, the weak model, the strong model.
void main(String[] arguments) {
  Study study =
      Study.builder("first", W2s.task(arguments[0]))
          .rows(new Rows(400, 0, 200))
          .weak(arguments[1], 1)
          .strong(arguments[2])
          .training(recipe -> recipe.epochs(2))
          .seeds(2)
          .build();
  IO.println(TerminalTable.of(W2s.in(Path.of(".w2s")).run(study), false));
}

package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.w2s.chess.Board;
import dev.w2s.chess.Rules;
import dev.w2s.data.WrittenAnswer;
import dev.w2s.data.WrittenAnswerFiles;
import dev.w2s.model.FreshModel;
import dev.w2s.pretrain.DecoderSize;
import dev.w2s.pretrain.internal.ChessLanguage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Studies whose answers are written, with decoders of fresh weights.
class WrittenStudyTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    FreshModel.write(
        folder.resolve("small"),
        ChessLanguage.config(DecoderSize.SMALLEST),
        ChessLanguage.tokenizer(),
        1);
    Files.write(folder.resolve("puzzles.jsonl"), puzzles());
    Files.writeString(
        folder.resolve("chess.yaml"),
        """
        task: endings
        train: puzzles.jsonl
        text: "{position}"
        puzzle: {position: FEN, moves: Moves}
        difficulty: Rating
        """);
  }

  /// Endings of two kings and a pawn. The white king goes to the side or ahead, by where the other
  /// king stands.
  private static List<String> puzzles() {
    List<String> puzzles = new ArrayList<>();
    for (String pawn : List.of("2P5", "3P4", "4P3", "5P2", "6P1", "7P")) {
      for (int file = 2; file < 8; file++) {
        for (int rank = 0; rank < 4; rank++) {
          String king = file + "k" + (file < 7 ? 7 - file : "");
          String fen = "8/".repeat(rank) + king + "/8".repeat(5 - rank) + "/" + pawn + "/K7 b - -";
          puzzles.add(puzzle(fen, file));
        }
      }
    }
    return puzzles;
  }

  private static String puzzle(String fen, int file) {
    String move = Rules.legal(fen).getFirst();
    String words = Board.ofFen(fen).play(move).words();
    boolean left = words.matches(".* k[abcd][1-8].*");
    return "{\"FEN\": \"%s\", \"Moves\": \"%s %s\", \"Rating\": %d}"
        .formatted(fen, move, left ? "a1a2" : "a1b1", 600 + 100 * file);
  }

  private Path study(String... lines) throws IOException {
    List<String> text = new ArrayList<>(List.of(lines));
    text.add("study: endings");
    text.add("task: chess.yaml");
    text.add("rows: {train: 80, validation: 0, test: 20}");
    text.add("training: {epochs: 12, batch: 8, learning-rate: 3e-3, max-tokens: 64}");
    text.add("seeds: 1");
    return Files.write(folder.resolve("study.yaml"), text);
  }

  private Program.Ended run(Path study) {
    return run(study, "store");
  }

  private Program.Ended run(Path study, String store) {
    return Program.run(
        "run",
        study,
        "--store",
        folder.resolve(store),
        "--out",
        folder.resolve("out"),
        "--threads",
        1);
  }

  @Test
  void movesAreLearntFromWhatTheSupervisorWrote() throws IOException {
    Program.Ended ended =
        run(
            study(
                "models: {weak: 'file:small', through: ['file:small'], strong: 'file:small'}",
                "methods: [naive, bootstrap, confidence-filter]"));

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    JsonNode results = JsonMapper.shared().readTree(folder.resolve("out/results.json"));
    assertThat(results.get("notes").toString()).contains("Answers are written");
    assertThat(results.at("/weak/value").asDouble()).isGreaterThan(.6);
    assertThat(results.at("/ceiling/value").asDouble()).isGreaterThan(.6);
    assertThat(stored("store", "answers.jsonl"))
        .hasSizeGreaterThan(7)
        .allMatch(text -> text.contains("a1"));
    assertThat(stored("store", "result.json"))
        .filteredOn(text -> text.contains("\"accuracy-among-legal\""))
        .as("supervisor, ceiling and three students are tested")
        .hasSize(5)
        .allMatch(text -> text.contains("\"legal\""));
    JsonNode read = results.get("written");
    assertThat(read).isNotEmpty();
    assertThat(read.get(0).get("said")).hasSize(5);
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("Answers to read", read.get(0).get("id").asString(), "class=\"board\"");
  }

  /// The folder writes what the study's own student wrote.
  @Test
  void studentIsExportedAndAnswersAFile() throws IOException {
    Path study =
        study(
            "models: {weak: 'file:small', strong: 'file:small'}",
            "methods: [naive]",
            "generation: {max-tokens: 5}");
    assertThat(run(study).code()).isZero();
    Path store = folder.resolve("store");
    Path model = folder.resolve("model");

    Program.Ended exported =
        Program.run("export", study, "--store", store, "--out", model, "--threads", 1);

    assertThat(exported.code()).as(exported.err()).isZero();
    assertThat(exported.out()).contains("AutoModelForCausalLM");
    assertThat(model.resolve("README.md")).content().contains("AutoModelForCausalLM", "5 tokens");
    Path rows = StoredStep.rows(store, folder.resolve("rows.jsonl"));
    Path out = folder.resolve("answers.jsonl");
    Program.Ended ended = predict(model, rows, out, "--id", "id", "--chunk", 7);
    assertThat(ended.code()).as(ended.err()).isZero();
    Map<String, JsonNode> said = new HashMap<>();
    for (String line : Files.readAllLines(out)) {
      JsonNode row = JsonMapper.shared().readTree(line);
      said.put(row.get("id").asString(), row);
    }
    List<WrittenAnswer> own =
        WrittenAnswerFiles.read(
            StoredStep.file(store, "seed 0: test student (naive)", "answers.jsonl"));
    assertThat(own).hasSize(20);
    own.forEach(answer -> {
      JsonNode row = said.get(answer.id());
      assertThat(row.get("answer").asString()).isEqualTo(answer.text());
      assertThat(row.get("log_probability").asDouble())
          .isCloseTo(answer.logProbability(), within(1e-4));
    });
    Path other = folder.resolve("other.csv");
    assertThat(predict(model, rows, other, "--text", "{text}", "--text", "{id}").err())
        .contains("reads one; two text templates were given");
    assertThat(predict(model, rows, other, "--max-tokens", 5).err()).contains("answer-tokens");
    assertThat(predict(model, rows, other, "--answer-tokens", 0).err())
        .contains("answer-tokens must be at least 1");
  }

  private static Program.Ended predict(Path model, Path rows, Path out, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("predict", model, rows, "--out", out, "--threads", 1));
    arguments.addAll(List.of(more));
    return Program.run(arguments.toArray());
  }

  /// The files of a name, in the order of their steps' keys.
  private List<String> stored(String store, String name) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve(store).resolve("steps"))) {
      for (Path file : files.filter(file -> file.endsWith(name)).sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }

  @Test
  void answersOfMostVotesAreTheWeakLabelsAndTheSameInEveryRun() throws IOException {
    Path study =
        study(
            "models: {weak: {model: 'file:small', epochs: 4}, strong: 'file:small'}",
            "methods: [naive, confidence-filter]",
            "generation: {samples: 5, temperature: 1.5}");

    Program.Ended ended = run(study);

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    String drawn = "the most frequent of 5 answers drawn at temperature 1.5";
    assertThat(ended.out().replaceAll("\\s+", " ")).contains(drawn + "; the weak accuracy");
    assertThat(Files.readString(folder.resolve("out/results.json")))
        .contains("weak labels, " + drawn);
    assertThat(voted(40)).as("weak labels").hasSize(1);
    assertThat(voted(20)).as("those that are kept, and the supervisor's test").hasSize(2);
    assertThat(stored("store", "result.json"))
        .filteredOn(text -> text.contains("vote-share"))
        .hasSize(2);
    List<WrittenAnswer> all = voted(40).getFirst();
    List<WrittenAnswer> kept =
        voted(20).stream().filter(all::containsAll).findFirst().orElseThrow();
    List<WrittenAnswer> left = all.stream().filter(answer -> !kept.contains(answer)).toList();
    assertThat(Collections.min(kept, WrittenAnswer.BY_CONFIDENCE).share().orElseThrow())
        .isGreaterThanOrEqualTo(
            Collections.max(left, WrittenAnswer.BY_CONFIDENCE).share().orElseThrow());

    assertThat(run(study, "again").code()).isZero();
    assertThat(stored("again", "answers.jsonl")).isEqualTo(stored("store", "answers.jsonl"));
  }

  /// The files of so many answers that were voted on.
  private List<List<WrittenAnswer>> voted(int rows) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store/steps"))) {
      return files
          .filter(file -> file.endsWith("answers.jsonl"))
          .map(WrittenAnswerFiles::read)
          .filter(answers -> answers.size() == rows && answers.getFirst().share().isPresent())
          .toList();
    }
  }

  @Test
  void whatNeedsClassesIsRefused() throws IOException {
    Program.Ended ended =
        run(study("models: {weak: 'file:small', strong: 'file:small'}", "methods: [confidence]"));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("confidence", "probabilities of classes");
    assertThat(
            run(study("models: {weak: 'file:small', strong: {model: 'file:small', pooling: mean}}"))
                .err())
        .contains("pooling must be published where the task's answers are written");
  }

  @Test
  void illegalMovesAreToldWithTheirRow() throws IOException {
    Path study = study("models: {weak: 'file:small', strong: 'file:small'}", "methods: [naive]");
    List<String> rows = new ArrayList<>(puzzles());
    rows.set(4, rows.get(4).replaceFirst("a1[ab][12]", "a1h8"));
    Files.write(folder.resolve("puzzles.jsonl"), rows);

    Program.Ended ended = run(study);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("puzzles.jsonl", "5", "a1h8", "illegal");
  }
}

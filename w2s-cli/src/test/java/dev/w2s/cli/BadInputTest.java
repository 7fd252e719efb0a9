package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Each mistake of a user ends with exit code 2 and a line that names it; nothing is half-written.
class BadInputTest {
  private static final boolean CUDA_IS_BUILT_IN =
      BadInputTest.class.getResource("/org/bytedeco/pytorch/linux-x86_64-gpu") != null;

  @TempDir Path folder;
  private TinyStudy tiny;

  @BeforeEach
  void make() throws IOException {
    tiny = TinyStudy.in(folder);
  }

  private Program.Ended run(Path study, Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("run", study));
    if (!Arrays.asList(more).contains("--threads")) {
      arguments.addAll(List.of("--threads", 1));
    }
    if (!Arrays.asList(more).contains("--store")) {
      arguments.addAll(List.of("--store", tiny.file("store")));
    }
    if (!Arrays.asList(more).contains("--out")) {
      arguments.addAll(List.of("--out", tiny.file("out")));
    }
    arguments.addAll(List.of(more));
    return Program.run(arguments.toArray());
  }

  /// One line for each problem, and no result of any step.
  private void assertRefused(Program.Ended ended, String... problems) throws IOException {
    assertThat(ended.code()).as(ended.err()).isEqualTo(2);
    assertThat(ended.err().lines()).hasSize(problems.length);
    for (int i = 0; i < problems.length; i++) {
      assertThat(ended.err().lines().toList().get(i)).startsWith("w2s: ").contains(problems[i]);
    }
    assertThat(files(tiny.file("store"))).noneMatch(file -> file.contains("/steps/"));
    assertThat(files(tiny.file("out"))).isEmpty();
  }

  private static List<String> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).map(Path::toString).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"--device=cuda, seeds: 1", "--checkpoint-every=9, 'device: cuda'"})
  void cudaWhereItCannotBeUsed(String option, String line) throws IOException {
    assumeFalse(
        CUDA_IS_BUILT_IN,
        "this build has CUDA's libraries: what is missing depends on the machine");
    assertRefused(
        run(tiny.study("s", line), option),
        "device cuda needs CUDA's build of libtorch, which is not in this build of w2s: run ./w2s with --device cuda");
  }

  @Test
  void unknownDevice() throws IOException {
    Program.Ended ended = run(tiny.study("s"), "--device", "gpu");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .contains(
            "--device", "device must be auto, cpu or cuda but was 'gpu' (W2S_DEVICE counts, too)");
  }

  @Test
  void variableSaysTheDeviceWhereNoOptionDoes() throws IOException {
    System.setProperty("W2S_DEVICE", "gpu");
    try {
      assertThat(run(tiny.study("s"), "--dry-run").err()).contains("was 'gpu'");
      assertThat(run(tiny.study("s"), "--dry-run", "--device", "cpu").code()).isZero();
    } finally {
      System.clearProperty("W2S_DEVICE");
    }
  }

  @Test
  void precisionThatTheCpuLacks() throws IOException {
    Program.Ended ended =
        run(tiny.study("s", "training: {epochs: 1, precision: tf32}"), "--device", "cpu");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err().lines().filter(line -> line.startsWith("w2s: precision")))
        .containsExactly(
            "w2s: precision tf32 needs device cuda; on the CPU take float32 or bfloat16");
  }

  @Test
  void unknownKeyIsPlacedAndTheNearestNamed() throws IOException {
    Path study = tiny.study("typo", "seed: 3");

    assertRefused(run(study), study + ":7:1: unknown key 'seed'; did you mean 'seeds'?");
  }

  @Test
  void allMistakesAreToldAtOnce() throws IOException {
    Path study =
        tiny.study("two", "seeds: none", "training: {epochs: 0, batch: 8}", "methods: [naiv]");

    Program.Ended ended = run(study);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err().lines())
        .hasSize(3)
        .allMatch(line -> line.matches("w2s: " + study + ":\\d+:\\d+: .+"))
        .anyMatch(line -> line.contains("epochs"))
        .anyMatch(line -> line.contains("seeds"))
        .anyMatch(line -> line.contains("did you mean 'naive'?"));
  }

  @Test
  void missingStudyFileIsNamed() throws IOException {
    Path study = tiny.file("none.yaml");

    assertRefused(run(study), study + ": there is no such file");
  }

  @Test
  void missingDataFileIsNamed() throws IOException {
    Files.delete(tiny.file("train.jsonl"));

    assertRefused(
        run(tiny.study("no-data")),
        tiny.file("mood.yaml") + ":3:8: there is no such file: " + tiny.file("train.jsonl"));
  }

  @Test
  void missingTaskFileIsNamed() throws IOException {
    Program.Ended ended = run(tiny.study("no-task", "task: moods.yaml"));

    assertRefused(ended, tiny.file("moods.yaml") + ": there is no such file");
  }

  @Test
  void malformedRowIsNamed() throws IOException {
    List<String> rows = new ArrayList<>(TinyStudy.rows(400));
    rows.set(16, "{\"text\": ");
    rows.set(30, "[1]");
    Files.write(tiny.file("train.jsonl"), rows);

    assertRefused(
        run(tiny.study("malformed")),
        "train.jsonl, row 17: malformed JSON",
        "train.jsonl, row 31: ");
  }

  @Test
  void labelOutsideTheClassesIsNamed() throws IOException {
    List<String> rows = new ArrayList<>(TinyStudy.rows(400));
    rows.set(4, rows.get(4).replace("\"good\"", "\"goood\""));
    Files.write(tiny.file("train.jsonl"), rows);

    assertRefused(run(tiny.study("outside")), "train.jsonl, row 5: ");
  }

  @Test
  void classWithoutRowsIsNamed() throws IOException {
    Files.writeString(tiny.file("mood.yaml"), TinyStudy.task("[bad, good, mixed]"));

    Program.Ended ended = run(tiny.study("empty-class"));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err().lines())
        .allMatch(line -> line.startsWith("w2s: there are no rows of class 'mixed' for the "));
  }

  @Test
  void tooFewRowsAreCounted() throws IOException {
    Program.Ended ended =
        run(tiny.study("too-few", "rows: {train: 1200, validation: 0, test: 60}"));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("needs 300 rows of class 'good' but gets 170 of the 170");
  }

  @ParameterizedTest
  @CsvSource({
    "task: moodd, unknown task 'moodd'; known are: ",
    "task: wordnet-categry, unknown task 'wordnet-categry'; did you mean 'wordnet-category'?",
    "methods: [confidense], did you mean 'confidence'?"
  })
  void unknownNameIsAnsweredWithTheNearest(String line, String said) throws IOException {
    assertRefused(run(tiny.study("unknown", line)), said);
  }

  @Test
  void unknownModelIsAnsweredWithTheNearest() throws IOException {
    Program.Ended ended =
        run(tiny.study("unknown", "models: {weak: bge-smal-en-v1.5, strong: nothing}"));

    assertRefused(
        ended,
        "there is no model 'bge-smal-en-v1.5'; did you mean 'bge-small-en-v1.5'?",
        "there is no model 'nothing'; a model is one of [");
  }

  @ParameterizedTest
  @CsvSource({
    "config.json, config.json: is not there",
    "model.safetensors, model: has neither model.safetensors nor ",
    "vocab.txt, model: has no tokenizer; one of "
  })
  void missingFileOfAModelIsNamed(String file, String said) throws IOException {
    Files.delete(tiny.file("model").resolve(file));

    assertRefused(run(tiny.study("incomplete")), said);
  }

  @Test
  void unknownArchitectureIsAnsweredWithTheKnown() throws IOException {
    Path config = tiny.file("model").resolve("config.json");
    Files.writeString(config, Files.readString(config).replace("\"bert\"", "\"mamba\""));

    Program.Ended ended = run(tiny.study("architecture"));

    assertRefused(ended, "mamba");
    assertThat(ended.err()).contains("bert");
  }

  /// Ways in which weights get broken.
  enum Damage {
    EMPTY {
      @Override
      byte[] of(byte[] whole) {
        return new byte[0];
      }
    },
    CUT_IN_THE_HEADER {
      @Override
      byte[] of(byte[] whole) {
        return Arrays.copyOf(whole, 100);
      }
    },
    CUT_IN_THE_DATA {
      @Override
      byte[] of(byte[] whole) {
        return Arrays.copyOf(whole, whole.length - 1000);
      }
    },
    HUGE_HEADER {
      @Override
      byte[] of(byte[] whole) {
        ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE);
        return whole;
      }
    },
    NOT_JSON {
      @Override
      byte[] of(byte[] whole) {
        whole[Long.BYTES] = 'x';
        return whole;
      }
    },
    OVERLAPPING {
      @Override
      byte[] of(byte[] whole) {
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        return text.replaceFirst("\\[1792,", "[1791,").getBytes(StandardCharsets.ISO_8859_1);
      }
    },
    MISNAMED {
      @Override
      byte[] of(byte[] whole) {
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        return text.replaceFirst("encoder.layer.1", "encoder.layer.7")
            .getBytes(StandardCharsets.ISO_8859_1);
      }
    };

    abstract byte[] of(byte[] whole);
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void damagedWeightsAreNamed(Damage damage) throws IOException {
    Path weights = tiny.file("model").resolve("model.safetensors");
    byte[] whole = Files.readAllBytes(weights);
    byte[] broken = damage.of(whole.clone());
    assertThat(broken).isNotEqualTo(whole);
    Files.write(weights, broken);

    Program.Ended ended = run(tiny.study("damaged"));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(line -> line.startsWith("w2s: " + tiny.file("model")));
  }

  @Test
  void storeOfANewerVersionIsRefused() throws IOException {
    Path store = Files.createDirectory(tiny.file("store"));
    Files.writeString(store.resolve("format.json"), "{\"format\": 99}");

    assertRefused(run(tiny.study("newer")), "this store has format 99 and this version of w2s");
  }

  @Test
  void folderThatIsNoStoreIsRefused() throws IOException {
    assertRefused(
        run(tiny.study("no-store"), "--store", folder),
        folder + ": this folder is not a store and not empty");
  }

  @ParameterizedTest
  @CsvSource({"--store", "--out"})
  void fileInTheWayOfAFolderIsFoundBeforeTheWork(String option) throws IOException {
    Path file = Files.writeString(tiny.file("in-the-way"), "mine");

    Program.Ended ended = run(tiny.study("in-the-way"), option, file);

    assertRefused(ended, file + ": a file lies where a folder is needed");
    assertThat(file).hasContent("mine");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has other rights")
  void storeThatMayNotBeWrittenIsNamed() throws IOException {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may write everywhere");
    Path store = tiny.file("store");
    Program.run("run", tiny.study("planned"), "--store", store, "--dry-run");
    assertThat(store.toFile().setWritable(false)).isTrue();

    Program.Ended ended = run(tiny.study("read-only"));

    assertThat(store.toFile().setWritable(true)).isTrue();
    assertRefused(ended, "no permission");
  }

  @ParameterizedTest
  @CsvSource({
    "--threads, 0, --threads must be at least 1 but was 0",
    "--threads, many, 'many'",
    "--checkpoint-every, -1, '--checkpoint-every must be a number of seconds, 0 or more'"
  })
  void wrongOptionIsNamed(String option, String value, String said) throws IOException {
    Program.Ended ended = run(tiny.study("options"), option, value);

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).startsWith("w2s: ").contains(said);
    assertThat(tiny.file("store")).doesNotExist();
  }

  @Test
  void unknownOptionIsAnsweredWithTheNearest() throws IOException {
    Program.Ended ended = run(tiny.study("options"), "--thread", "2");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).startsWith("w2s: Unknown option").contains("--threads");
  }
}

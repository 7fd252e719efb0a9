package dev.w2s.pretrain.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.w2s.chess.Board;
import dev.w2s.chess.ChessWords;
import dev.w2s.text.Tokenizer;
import dev.w2s.train.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChessLanguageTest {
  private static final List<String> MOVES =
      List.of("e2e4 e7e5 g1f3 b8c6 f1b5 a7a6 b5a4 g8f6 e1g1 f8e7 f1e1 b7b5".split(" "));

  @TempDir private Path folder;

  private static String words(Passage passage, int from, int to) {
    return Arrays.stream(passage.ids(), from, to)
        .mapToObj(ChessWords.all()::get)
        .collect(Collectors.joining(" "));
  }

  private Tokenizer tokenizer() throws IOException {
    return Tokenizer.open(
        Files.writeString(folder.resolve("tokenizer.json"), ChessLanguage.tokenizer()));
  }

  @Test
  void tokenizerReadsEveryWordAsItsToken() throws IOException {
    List<String> words = ChessWords.all();
    try (Tokenizer tokenizer = tokenizer()) {
      int[] ids = tokenizer.starts(List.of(String.join(" ", words))).getFirst();
      assertThat(ids).hasSize(1 + words.size());
      for (int id = 0; id < words.size(); id++) {
        assertThat(ids[1 + id]).as(words.get(id)).isEqualTo(id);
      }
      assertThat(tokenizer.plain("e9e4")).containsExactly(words.indexOf(ChessWords.UNKNOWN));
      assertThat(tokenizer.specialsBefore()).isEqualTo(1);
    }
  }

  @Test
  void gameIsWhatTheTokenizerReadsAndItsEnd() throws IOException {
    Passage game = ChessLanguage.game(MOVES);
    int end = game.length() - 1;
    try (Tokenizer tokenizer = tokenizer()) {
      int[] read = tokenizer.starts(List.of(String.join(" ", MOVES))).getFirst();
      assertThat(Arrays.copyOf(game.ids(), end)).isEqualTo(read);
      assertThat(tokenizer.text(game.ids()).strip()).isEqualTo(String.join(" ", MOVES));
    }
    assertThat(words(game, end, end + 1)).isEqualTo(ChessWords.END);
    assertThat(game.from()).isEqualTo(1);
  }

  @Test
  void positionsAreThoseOfTheGameWithTheMovesBehind() {
    List<Passage> positions = ChessLanguage.positions(MOVES, 200, new SplittableRandom(2));
    assertThat(positions).hasSize(200);
    boolean[] seen = new boolean[MOVES.size()];
    for (Passage position : positions) {
      String moves = words(position, position.from(), position.length());
      int ply = ply(words(position, 1, position.from() - 1));
      seen[ply] = true;
      assertThat(moves)
          .isEqualTo(String.join(" ", MOVES.subList(ply, Math.min(MOVES.size(), ply + 8))));
      assertThat(words(position, position.from() - 1, position.from())).isEqualTo(ChessWords.ASK);
      assertThat(words(position, 0, 1)).isEqualTo(ChessWords.BEGIN);
    }
    assertThat(seen).doesNotContain(false);
  }

  /// How many moves lead to a position.
  private static int ply(String words) {
    Board board = Board.start();
    int ply = 0;
    while (!board.words().equals(words)) {
      board = board.play(MOVES.get(ply++));
    }
    return ply;
  }

  @Test
  void longGameIsCutAtItsEnd() {
    Passage game = ChessLanguage.game(Collections.nCopies(300, "e2e4"));
    assertThat(game.length()).isEqualTo(ChessLanguage.POSITIONS);
  }

  @Test
  void wordThatIsNoMoveIsRefused() {
    assertThatThrownBy(() -> ChessLanguage.game(List.of("e2e4", "Nf6")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'Nf6' is no move in UCI notation");
  }
}

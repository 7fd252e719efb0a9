package dev.w2s.chess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.wolfraam.chessgame.ChessGame;
import io.github.wolfraam.chessgame.notation.NotationType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChessTest {
  private static final String FEN = "r3k2r/p1pp1p2/8/3Pp3/8/8/PPP2PPP/R3K2R w KQkq e6 0 1";

  @Test
  void vocabularyHoldsEveryWordOnce() {
    assertThat(ChessWords.moves()).hasSize(1968);
    assertThat(ChessWords.all()).hasSize(4 + 1968 + 1 + 2 + 4 + 8 + 736).doesNotHaveDuplicates();
    assertThat(ChessWords.all().indexOf(ChessWords.PAD)).isZero();
  }

  @Test
  void positionIsWrittenSquareBySquare() {
    assertThat(Board.ofFen("4k3/8/8/8/8/8/P7/4K2R w K - 3 9").words())
        .isEqualTo("White K+ Ke1 Rh1 Pa2 ke8");
  }

  @Test
  void boardFollowsTheLibraryThroughRandomGames() {
    Random random = new Random(5);
    Set<String> vocabulary = Set.copyOf(ChessWords.all());
    for (int g = 0; g < 10; g++) {
      ChessGame game = new ChessGame();
      Board board = Board.start();
      for (int ply = 0; ply < 80 && game.getGameResult() == null; ply++) {
        List<String> legal = Rules.legal(board.fen());
        String move = legal.get(random.nextInt(legal.size()));
        game.playMove(NotationType.UCI, move);
        board = board.play(move);
        assertThat(Board.ofWords(board.words() + " ?").fen()).isEqualTo(board.fen());
        assertThat(placed(board.fen())).isEqualTo(placed(game.getFen()));
        assertThat(vocabulary).contains(move);
        assertThat(vocabulary).containsAll(Arrays.asList(board.words().split(" ", -1)));
      }
    }
  }

  /// All but clocks and the square behind a double step, which is given by habits that differ.
  private static String placed(String fen) {
    return String.join(" ", Arrays.asList(fen.split(" ", -1)).subList(0, 3));
  }

  @ParameterizedTest
  @CsvSource({
    "8/4P3/8/8/8/8/8/4K2k w - - 0 1, e7e8",
    "8/4P3/8/8/8/8/8/4K2k w - - 0 1, e1e2q",
    "8/8/8/8/8/8/8/2K4k w - - 0 1, c1a1",
    "5k2/8/8/8/8/8/8/2K5 b - - 0 1, f8h8"
  })
  void moveThatNoPieceHasIsRefusedByTheBoard(String fen, String move) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Board.ofFen(fen).play(move))
        .withMessageStartingWith("move '%s' is illegal: ".formatted(move));
  }

  @Test
  void pawnTakenInPassingGoes() {
    assertThat(Board.ofFen(FEN).words()).contains("ep-e");
    assertThat(Rules.play(FEN, "d5e6").fen())
        .isEqualTo("r3k2r/p1pp1p2/4P3/8/8/8/PPP2PPP/R3K2R b KQkq - 0 1");
    assertThat(Board.start().play("e2e4").words()).doesNotContain("ep-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Ke1 ke8 ?", "White Ke1 ke8 e2e4", "White Zz9"})
  void wordsThatSayNoPositionAreRefused(String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Board.ofWords(words))
        .withMessageContaining("a position");
  }

  @Test
  void movesAreWrittenForPeople() {
    assertThat(Rules.san(FEN, "e1g1")).isEqualTo("O-O");
    assertThat(Rules.san(FEN, "d5e6")).isEqualTo("dxe6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4k3/8/8/8/8/8/8/4K3",
        "4k3/8/8/8/8/8/8/4K4 w - - 0 1",
        "8/8/8/8/8/8/8/4K3 w - - 0 1",
        "4k3/8/8/8/8/8/8/4K3 w K - 0 1",
        "4k3/8/8/8/8/8/4R3/4K3 w - - 0 1",
        "4k2P/8/8/8/8/8/8/4K3 w - - 0 1",
        "4k3/8/8/8/8/8/8/4K3 white - - 0 1"
      })
  void whatIsNoPositionIsRefused(String fen) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rules.legal(fen))
        .withMessageContaining("FEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"e1e3", "e7e5", "castle", "e1e1", "e1g1q"})
  void whatIsNoLegalMoveIsRefused(String move) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rules.play(FEN, "a2a3 a7a6 " + move))
        .withMessageContaining(move);
  }
}

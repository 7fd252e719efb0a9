package dev.w2s.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.w2s.chess.Board;
import dev.w2s.report.internal.BoardPicture.Line;
import dev.w2s.report.internal.BoardPicture.Move;
import dev.w2s.report.internal.BoardPicture.Piece;
import dev.w2s.report.internal.BoardPicture.Square;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardPictureTest {
  private static final String ENDING = "8/8/4k3/8/8/2P5/8/K7 w - - 0 1";

  private static BoardPicture picture(String fen, String solution, Move... moves) {
    return BoardPicture.of(Board.ofFen(fen).words() + " ?", solution, List.of(moves));
  }

  @Test
  void piecesStandWhereTheyAre() {
    assertThat(picture(ENDING, "c3c4").pieces())
        .containsExactly(
            new Piece("black", "\u265A\uFE0E", 180, 112),
            new Piece("white", "\u265F\uFE0E", 100, 232),
            new Piece("white", "\u265A\uFE0E", 20, 312));
  }

  @Test
  void blackToMoveIsBelow() {
    BoardPicture picture = picture(ENDING.replace(" w ", " b "), "e6e5");

    assertThat(picture.side()).isEqualTo("Black");
    assertThat(picture.pieces()).contains(new Piece("white", "\u265A\uFE0E", 300, 32));
    assertThat(picture.squares())
        .contains(new Square("solved", 120, 200), new Square("solved", 120, 160));
  }

  @Test
  void cornersOfAAndHAreDark() {
    List<Square> dark =
        picture(ENDING, "c3c4").squares().stream().filter(s -> s.kind().equals("dark")).toList();

    assertThat(dark)
        .hasSize(32)
        .contains(new Square("dark", 0, 280), new Square("dark", 280, 0))
        .doesNotContain(new Square("dark", 0, 0));
  }

  @Test
  void movesThatAreNoneOrTheSolutionAreNotDrawn() {
    BoardPicture picture =
        picture(
            ENDING,
            "c3c4",
            new Move("weak", "a1b1"),
            new Move("student", "c3c4"),
            new Move("student", "White"),
            new Move("student", ""));

    assertThat(picture.moves()).containsExactly(new Line("weak", 20, 300, 60, 300));
  }

  @Test
  void wordsSayThePosition() {
    assertThat(picture(ENDING, "c3c4").words())
        .isEqualTo("White to move. White: pawn c3, king a1. Black: king e6.");
  }
}

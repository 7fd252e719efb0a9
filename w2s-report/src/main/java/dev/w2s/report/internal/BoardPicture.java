package dev.w2s.report.internal;

import dev.w2s.chess.Board;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A position of chess with moves on it, seen by the side to move, as a drawing of 8 by 8 squares.
///
/// @param words the position in words, for who cannot see it
/// @param side who is to move
/// @param squares the dark ones, and those of the solution
/// @param pieces what stands on them
/// @param moves that are drawn as lines
/// @param edges files and ranks
public record BoardPicture(
    String words,
    String side,
    List<Square> squares,
    List<Piece> pieces,
    List<Line> moves,
    List<Edge> edges) {
  /// Width and height of a square.
  public static final int SQUARE = 40;

  private static final Pattern MOVE = Pattern.compile("([a-h][1-8]){2}[qrbn]?");
  private static final Map<Character, String> NAMES =
      Map.of('k', "king", 'q', "queen", 'r', "rook", 'b', "bishop", 'n', "knight", 'p', "pawn");

  /// The filled signs, which both sides have; behind each, that it is text and no picture.
  private static final Map<Character, String> SIGNS =
      Map.of(
          'k', "\u265A\uFE0E",
          'q', "\u265B\uFE0E",
          'r', "\u265C\uFE0E",
          'b', "\u265D\uFE0E",
          'n', "\u265E\uFE0E",
          'p', "\u265F\uFE0E");

  public BoardPicture {
    squares = List.copyOf(squares);
    pieces = List.copyOf(pieces);
    moves = List.copyOf(moves);
    edges = List.copyOf(edges);
  }

  /// A square.
  ///
  /// @param kind `dark`, or `solved` for those of the solution
  /// @param x of its left end
  /// @param y of its upper end
  public record Square(String kind, int x, int y) {}

  /// A piece.
  ///
  /// @param kind `white` or `black`
  /// @param sign its letter
  /// @param x of its middle
  /// @param y of the line it stands on
  public record Piece(String kind, String sign, int x, int y) {}

  /// A move, from the middle of a square to that of another.
  ///
  /// @param kind who makes it: `weak`, `student`
  public record Line(String kind, int fromX, int fromY, int toX, int toY) {}

  /// The name of a file or a rank.
  public record Edge(String name, int x, int y) {}

  /// A move and who makes it.
  ///
  /// @param uci in UCI notation; what is no move is not drawn
  public record Move(String kind, String uci) {}

  /// The picture of a position.
  ///
  /// @param words the position as models read it
  /// @param solution in UCI notation
  /// @param moves others that are drawn, of which those that are the solution are left out
  public static BoardPicture of(String words, String solution, List<Move> moves) {
    String[] fen = Board.ofWords(words).fen().split(" ");
    View view = new View(fen[1].equals("w"));
    List<Square> squares = new ArrayList<>(view.dark());
    squares.add(view.square("solved", solution));
    squares.add(view.square("solved", solution.substring(2)));
    return new BoardPicture(
        words(fen),
        fen[1].equals("w") ? "White" : "Black",
        squares,
        view.pieces(fen[0]),
        moves.stream()
            .filter(move -> !move.uci().equals(solution) && MOVE.matcher(move.uci()).matches())
            .map(view::line)
            .toList(),
        view.edges());
  }

  private static String words(String[] fen) {
    return "%s to move. White: %s. Black: %s."
        .formatted(
            fen[1].equals("w") ? "White" : "Black",
            side(fen[0], Character::isUpperCase),
            side(fen[0], Character::isLowerCase));
  }

  private static String side(String placement, Predicate<Character> own) {
    StringJoiner pieces = new StringJoiner(", ");
    forEach(
        placement,
        (piece, file, rank) -> {
          if (own.test(piece)) {
            pieces.add(
                NAMES.get(Character.toLowerCase(piece)) + " " + (char) ('a' + file) + (rank + 1));
          }
        });
    return pieces.toString();
  }

  /// Hears of pieces.
  private interface Places {
    void at(char piece, int file, int rank);
  }

  private static void forEach(String placement, Places places) {
    int rank = 7;
    int file = 0;
    for (int i = 0; i < placement.length(); i++) {
      char c = placement.charAt(i);
      if (c == '/') {
        rank--;
        file = 0;
      } else if (Character.isDigit(c)) {
        file += c - '0';
      } else {
        places.at(c, file++, rank);
      }
    }
  }

  /// Where squares lie.
  ///
  /// @param white whether White is below
  private record View(boolean white) {
    int x(int file) {
      return SQUARE * (white ? file : 7 - file);
    }

    int y(int rank) {
      return SQUARE * (white ? 7 - rank : rank);
    }

    /// The square that a move begins with.
    Square square(String kind, String uci) {
      return new Square(kind, x(uci.charAt(0) - 'a'), y(uci.charAt(1) - '1'));
    }

    List<Square> dark() {
      List<Square> dark = new ArrayList<>();
      for (int square = 0; square < 64; square++) {
        if ((square % 8 + square / 8) % 2 == 0) {
          dark.add(new Square("dark", x(square % 8), y(square / 8)));
        }
      }
      return dark;
    }

    List<Piece> pieces(String placement) {
      List<Piece> pieces = new ArrayList<>();
      forEach(
          placement,
          (piece, file, rank) ->
              pieces.add(
                  new Piece(
                      Character.isUpperCase(piece) ? "white" : "black",
                      String.valueOf(SIGNS.get(Character.toLowerCase(piece))),
                      x(file) + SQUARE / 2,
                      y(rank) + SQUARE - 8)));
      return pieces;
    }

    Line line(Move move) {
      Square from = square(move.kind(), move.uci());
      Square to = square(move.kind(), move.uci().substring(2));
      int half = SQUARE / 2;
      return new Line(move.kind(), from.x() + half, from.y() + half, to.x() + half, to.y() + half);
    }

    List<Edge> edges() {
      List<Edge> edges = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        edges.add(new Edge(String.valueOf((char) ('a' + i)), x(i) + SQUARE / 2, 8 * SQUARE + 14));
        edges.add(new Edge(String.valueOf(i + 1), -10, y(i) + SQUARE / 2 + 4));
      }
      return edges;
    }
  }
}

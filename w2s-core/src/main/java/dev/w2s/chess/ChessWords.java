package dev.w2s.chess;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The words that games and positions are written in, one token each.
///
/// A game is its moves from the start, `e2e4 e7e5 g1f3`. A position is what [Board#words] says of
/// it, then [#ASK]; the moves that were played from there may follow.
public final class ChessWords {
  /// Fills rows up.
  public static final String PAD = "<pad>";

  /// Stands before every text.
  public static final String BEGIN = "<s>";

  /// Ends a game.
  public static final String END = "</s>";

  /// Any word that is none of [#all].
  public static final String UNKNOWN = "<unk>";

  /// Ends a position: what is played?
  public static final String ASK = "?";

  private static final String PROMOTIONS = "qrbn";
  private static final List<String> MOVES = makeMoves();
  private static final List<String> ALL = makeAll();

  private ChessWords() {}

  /// The whole vocabulary in the order of ids: special words, moves, and what positions are made
  /// of.
  public static List<String> all() {
    return ALL;
  }

  /// The 1,968 moves in UCI notation that some piece can make on an empty board, sorted.
  public static List<String> moves() {
    return MOVES;
  }

  static String square(int square) {
    return "" + (char) ('a' + square % 8) + (char) ('1' + square / 8);
  }

  private static List<String> makeAll() {
    List<String> all = new ArrayList<>(List.of(PAD, BEGIN, END, UNKNOWN));
    all.addAll(MOVES);
    all.addAll(List.of(ASK, Board.WHITE, Board.BLACK));
    Stream.of("K", "Q", "k", "q").map(Board::castlingWord).forEach(all::add);
    for (int file = 0; file < 8; file++) {
      all.add(Board.enPassantWord(file));
    }
    Board.PIECES.chars().forEach(piece -> addSquares((char) piece, all));
    return List.copyOf(all);
  }

  private static void addSquares(char piece, List<String> all) {
    for (int square = 0; square < 64; square++) {
      if (Board.canStand(piece, square)) {
        all.add(piece + square(square));
      }
    }
  }

  private static List<String> makeMoves() {
    List<String> moves = new ArrayList<>();
    for (int from = 0; from < 64; from++) {
      for (int to = 0; to < 64; to++) {
        int files = Math.abs(from % 8 - to % 8);
        int ranks = Math.abs(from / 8 - to / 8);
        if (isLine(files, ranks) || files * ranks == 2) {
          moves.add(square(from) + square(to));
        }
        if (isPromotion(from / 8, to / 8) && files <= 1) {
          String plain = square(from) + square(to);
          PROMOTIONS.chars().forEach(piece -> moves.add(plain + (char) piece));
        }
      }
    }
    return moves.stream().sorted().toList();
  }

  private static boolean isLine(int files, int ranks) {
    return files + ranks > 0 && (files == 0 || ranks == 0 || files == ranks);
  }

  private static boolean isPromotion(int from, int to) {
    return (from == 6 && to == 7) || (from == 1 && to == 0);
  }
}

package dev.w2s.chess;

import java.util.Arrays;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// A position: pieces, the side to move, castling rights, and the file of a pawn that can be taken
/// in passing. Whether a move is legal is a matter of [Rules]; here moves are carried out as they
/// are, which is fast.
public final class Board {
  static final String WHITE = "White";
  static final String BLACK = "Black";

  private static final String START = "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1";
  static final String PIECES = "PNBRQKpnbrqk";
  private static final String RIGHTS = "KQkq";
  private static final Pattern MOVE = Pattern.compile("([a-h][1-8]){2}[qrbn]?");
  private static final char EMPTY = '.';
  private static final int NONE = -1;

  private final char[] pieces; // [64], a1, b1, .., h1, a2, .., h8
  private final boolean white;
  private final String castling;
  private final int enPassant;

  private Board(char[] pieces, boolean white, String castling, int enPassant) {
    this.pieces = pieces;
    this.white = white;
    this.castling = castling;
    this.enPassant = canTakeInPassing(pieces, white, enPassant) ? enPassant : NONE;
  }

  /// The position that games start from.
  public static Board start() {
    return ofFen(START);
  }

  /// The position of a FEN; its clocks may be absent, and are passed over.
  ///
  /// @throws IllegalArgumentException where it is none
  public static Board ofFen(String fen) {
    String[] fields = fen.strip().split("\\s+", -1);
    if (fields.length < 4
        || !fields[1].matches("[wb]")
        || !fields[2].matches("-|[KQkq]{1,4}")
        || !fields[3].matches("-|[a-h][36]")) {
      throw new IllegalArgumentException(
          "FEN must be pieces, side to move, castling rights and en passant square, as in '"
              + START
              + "', but was '"
              + fen
              + "'");
    }
    char[] pieces = pieces(fields[0]);
    requireRights(pieces, fields[2]);
    return new Board(
        pieces,
        fields[1].equals("w"),
        fields[2].replace("-", ""),
        fields[3].equals("-") ? NONE : fields[3].charAt(0) - 'a');
  }

  private static void requireRights(char[] pieces, String castling) {
    for (char right : castling.replace("-", "").toCharArray()) {
      int king = Character.isUpperCase(right) ? 4 : 60;
      int rook = kind(right) == 'k' ? king + 3 : king - 4;
      if (kind(pieces[king]) != 'k' || kind(pieces[rook]) != 'r') {
        throw new IllegalArgumentException(
            "FEN gives the castling right '%s', but king and rook do not stand for it"
                .formatted(right));
      }
    }
  }

  private static char[] pieces(String placement) {
    String[] ranks = placement.split("/", -1);
    char[] pieces = new char[64];
    Arrays.fill(pieces, EMPTY);
    boolean whole = ranks.length == 8;
    for (int r = 0; whole && r < 8; r++) {
      whole = place(ranks[r], 8 * (7 - r), pieces);
    }
    String all = new String(pieces);
    if (!whole || count(all, 'K') != 1 || count(all, 'k') != 1) {
      throw new IllegalArgumentException(
          "FEN must have 8 ranks of 8 squares, one king of each side and no pawn on its last ranks, but has '"
              + placement
              + "'");
    }
    return pieces;
  }

  private static boolean place(String rank, int first, char[] pieces) {
    int file = 0;
    for (int i = 0; i < rank.length(); i++) {
      char c = rank.charAt(i);
      if (c >= '1' && c <= '8') {
        file += c - '0';
      } else if (file < 8 && PIECES.indexOf(c) >= 0 && canStand(c, first + file)) {
        pieces[first + file++] = c;
      } else {
        return false;
      }
    }
    return file == 8;
  }

  private static long count(String pieces, char piece) {
    return pieces.chars().filter(c -> c == piece).count();
  }

  static boolean canStand(char piece, int square) {
    boolean pawn = piece == 'P' || piece == 'p';
    return !pawn || (square >= 8 && square < 56);
  }

  /// The position after a move in UCI notation, `e2e4` or `e7e8q`; castling is the king's move.
  ///
  /// @throws IllegalArgumentException where it is no move, or nothing of the side to move stands on
  ///   its first square
  public Board play(String uci) {
    if (!MOVE.matcher(uci).matches()) {
      throw new IllegalArgumentException(
          "a move is written as e2e4 or e7e8q but was '" + uci + "'");
    }
    int from = square(uci.charAt(0), uci.charAt(1));
    int to = square(uci.charAt(2), uci.charAt(3));
    char piece = pieces[from];
    if (piece == EMPTY || Character.isUpperCase(piece) != white) {
      throw new IllegalArgumentException(
          "move '%s' is illegal: nothing of %s stands on its first square, in %s"
              .formatted(uci, white ? WHITE : BLACK, fen()));
    }
    requireMove(uci, piece, from, to);
    char[] after = pieces.clone();
    after[from] = EMPTY;
    after[to] = uci.length() == 5 ? promoted(uci.charAt(4)) : piece;
    moveTheOther(after, piece, from, to);
    int passed = kind(piece) == 'p' && Math.abs(to - from) == 16 ? to % 8 : NONE;
    return new Board(after, !white, rights(from, to), passed);
  }

  private static void requireMove(String uci, char piece, int from, int to) {
    boolean promoted = kind(piece) == 'p' && (to < 8 || to >= 56);
    if (promoted != (uci.length() == 5)) {
      throw new IllegalArgumentException(
          "move '%s' is illegal: a pawn that reaches the last rank becomes another piece, and nothing else does"
              .formatted(uci));
    }
    if (kind(piece) == 'k' && Math.abs(to % 8 - from % 8) > 1 && from % 56 != 4) {
      throw new IllegalArgumentException(
          "move '%s' is illegal: a king goes two files from e1 and e8 alone".formatted(uci));
    }
  }

  /// Castling moves a rook too, and a pawn taken in passing stands beside.
  private void moveTheOther(char[] after, char piece, int from, int to) {
    if (kind(piece) == 'k' && Math.abs(to - from) == 2) {
      int corner = to > from ? from + 3 : from - 4;
      after[(from + to) / 2] = after[corner];
      after[corner] = EMPTY;
    } else if (kind(piece) == 'p' && from % 8 != to % 8 && pieces[to] == EMPTY) {
      after[from / 8 * 8 + to % 8] = EMPTY;
    }
  }

  private char promoted(char piece) {
    return white ? Character.toUpperCase(piece) : piece;
  }

  private String rights(int from, int to) {
    String left = castling;
    for (int square : new int[] {from, to}) {
      left =
          switch (square) {
            case 0 -> left.replace("Q", "");
            case 4 -> left.replace("K", "").replace("Q", "");
            case 7 -> left.replace("K", "");
            case 56 -> left.replace("q", "");
            case 60 -> left.replace("k", "").replace("q", "");
            case 63 -> left.replace("k", "");
            default -> left;
          };
    }
    return left;
  }

  // Some FENs name the square after every double step; so that one position is one text, it counts
  // only where a pawn stands beside.
  private static boolean canTakeInPassing(char[] pieces, boolean white, int file) {
    int rank = white ? 32 : 24;
    char pawn = white ? 'P' : 'p';
    return file != NONE
        && pieces[rank + file] == (white ? 'p' : 'P')
        && ((file > 0 && pieces[rank + file - 1] == pawn)
            || (file < 7 && pieces[rank + file + 1] == pawn));
  }

  /// What models read: side to move, castling rights, the file of a pawn that can be taken in
  /// passing, then the pieces with their squares, `White K+ q+ ep-d Ra1 Nb1 ... rh8`, all of them
  /// words of [ChessWords]; without [ChessWords#ASK].
  public String words() {
    StringJoiner words = new StringJoiner(" ");
    words.add(white ? WHITE : BLACK);
    RIGHTS
        .chars()
        .mapToObj(Character::toString)
        .filter(castling::contains)
        .forEach(right -> words.add(castlingWord(right)));
    if (enPassant != NONE) {
      words.add(enPassantWord(enPassant));
    }
    for (int square = 0; square < 64; square++) {
      if (pieces[square] != EMPTY) {
        words.add(pieces[square] + ChessWords.square(square));
      }
    }
    return words.toString();
  }

  /// The position that [#words] says, with or without [ChessWords#ASK] behind it.
  ///
  /// @throws IllegalArgumentException where the words say none
  public static Board ofWords(String words) {
    char[] pieces = new char[64];
    Arrays.fill(pieces, EMPTY);
    StringBuilder rights = new StringBuilder();
    String side = "";
    int passing = NONE;
    for (String word : words.strip().split("\\s+", -1)) {
      if (word.equals(WHITE) || word.equals(BLACK)) {
        side = word;
      } else if (word.matches("[KQkq]\\+")) {
        rights.append(word.charAt(0));
      } else if (word.matches("ep-[a-h]")) {
        passing = word.charAt(3) - 'a';
      } else if (word.matches("[" + PIECES + "][a-h][1-8]")) {
        pieces[square(word.charAt(1), word.charAt(2))] = word.charAt(0);
      } else if (!word.equals(ChessWords.ASK)) {
        throw new IllegalArgumentException("a position has no word '" + word + "'");
      }
    }
    requireSide(side, words);
    return new Board(pieces, side.equals(WHITE), rights.toString(), passing);
  }

  private static void requireSide(String side, String words) {
    if (side.isEmpty()) {
      throw new IllegalArgumentException(
          "a position begins with %s or %s but was '%s'".formatted(WHITE, BLACK, words));
    }
  }

  /// The position as FEN, with clocks `0 1`.
  public String fen() {
    StringBuilder fen = new StringBuilder();
    for (int rank = 7; rank >= 0; rank--) {
      fen.append(rank(rank)).append(rank > 0 ? "/" : "");
    }
    String passing = enPassant == NONE ? "-" : ChessWords.square((white ? 40 : 16) + enPassant);
    String rights = castling.isEmpty() ? "-" : castling;
    return fen + (white ? " w " : " b ") + rights + " " + passing + " 0 1";
  }

  /// Where the king of the side that does not move stands.
  String otherKing() {
    return ChessWords.square(new String(pieces).indexOf(white ? 'k' : 'K'));
  }

  private String rank(int rank) {
    StringBuilder text = new StringBuilder();
    int empty = 0;
    for (int square = 8 * rank; square < 8 * rank + 8; square++) {
      if (pieces[square] == EMPTY) {
        empty++;
        continue;
      }
      text.append(empty > 0 ? String.valueOf(empty) : "").append(pieces[square]);
      empty = 0;
    }
    return text.append(empty > 0 ? String.valueOf(empty) : "").toString();
  }

  private static int square(char file, char rank) {
    return 8 * (rank - '1') + file - 'a';
  }

  private static char kind(char piece) {
    return Character.toLowerCase(piece);
  }

  static String castlingWord(String right) {
    return right + "+";
  }

  static String enPassantWord(int file) {
    return "ep-" + (char) ('a' + file);
  }
}

package dev.w2s.chess;

import io.github.wolfraam.chessgame.ChessGame;
import io.github.wolfraam.chessgame.move.IllegalMoveException;
import io.github.wolfraam.chessgame.move.Move;
import io.github.wolfraam.chessgame.notation.NotationType;
import java.util.List;

/// What the rules of chess allow.
public final class Rules {
  private Rules() {}

  /// The legal moves of a position in UCI notation, sorted; none where the game is over.
  ///
  /// @throws IllegalArgumentException where the FEN is none
  public static List<String> legal(String fen) {
    return legal(game(fen));
  }

  private static List<String> legal(ChessGame game) {
    return game.getLegalMoves().stream()
        .map(move -> game.getNotation(NotationType.UCI, move))
        .sorted()
        .toList();
  }

  /// The position after legal moves.
  ///
  /// @param moves in UCI notation, with blanks between; may be empty
  /// @throws IllegalArgumentException where the FEN is none, or a move is illegal; the message says
  ///   which
  public static Board play(String fen, String moves) {
    ChessGame game = game(fen);
    Board board = Board.ofFen(fen);
    for (String move : moves.isBlank() ? new String[0] : moves.strip().split("\\s+", -1)) {
      game.playMove(move(game, move));
      board = board.play(move);
    }
    return board;
  }

  /// A legal move in the notation that people write, `Nf3` or `exd8=Q+`.
  ///
  /// @param uci the move in UCI notation
  /// @throws IllegalArgumentException where the FEN is none, or the move is illegal
  public static String san(String fen, String uci) {
    ChessGame game = game(fen);
    return game.getNotation(NotationType.SAN, move(game, uci));
  }

  private static ChessGame game(String fen) {
    Board board = Board.ofFen(fen);
    ChessGame game = new ChessGame(board.fen());
    if (legal(game).stream().anyMatch(move -> move.startsWith(board.otherKing(), 2))) {
      throw new IllegalArgumentException(
          "FEN must leave no king to be taken, but the side to move could in '" + fen + "'");
    }
    return game;
  }

  private static Move move(ChessGame game, String uci) {
    if (!ChessWords.moves().contains(uci)) {
      throw new IllegalArgumentException("'" + uci + "' is no move in UCI notation, such as e2e4");
    }
    try {
      Move move = game.getMove(NotationType.UCI, uci);
      if (game.isLegalMove(move)) {
        return move;
      }
      throw illegal(game, uci);
    } catch (IllegalMoveException e) {
      throw illegal(game, uci);
    }
  }

  private static IllegalArgumentException illegal(ChessGame game, String uci) {
    return new IllegalArgumentException("move '%s' is illegal in %s".formatted(uci, game.getFen()));
  }
}

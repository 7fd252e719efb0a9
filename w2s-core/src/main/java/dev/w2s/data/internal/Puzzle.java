package dev.w2s.data.internal;

import dev.w2s.chess.Board;
import dev.w2s.chess.ChessWords;
import dev.w2s.chess.Rules;
import dev.w2s.data.Reading.Answer;
import java.util.Optional;

/// A puzzle of chess: a position, and the move that solves it.
///
/// @param position in words of [ChessWords], with [ChessWords#ASK] behind them
/// @param move in UCI notation
record Puzzle(String position, String move) {
  /// The puzzle of a record; empty where it has an illegal move, and such records are left out. The
  /// first of its moves leads to the position, the second solves it.
  static Optional<Puzzle> of(SourceRecord record, Answer.Puzzle answer) {
    String fen = record.word(answer.position());
    String[] moves = record.word(answer.moves()).split("\\s+", -1);
    try {
      if (moves.length < 2) {
        throw new IllegalArgumentException(
            "a puzzle has at least 2 moves, the one that leads to it and the answer");
      }
      Board board = Rules.play(fen, moves[0]);
      Rules.play(board.fen(), moves[1]);
      return Optional.of(new Puzzle(board.words() + " " + ChessWords.ASK, moves[1]));
    } catch (IllegalArgumentException e) {
      if (answer.dropIllegal()) {
        return Optional.empty();
      }
      throw new BadRecord(String.valueOf(e.getMessage()));
    }
  }
}

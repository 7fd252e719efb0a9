package dev.w2s.pretrain;

import dev.w2s.data.RowReading;
import dev.w2s.data.TextRows;
import dev.w2s.pretrain.internal.ChessLanguage;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import dev.w2s.train.Passage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// What decoders learn of chess games: every second game whole, and positions of the others with
/// the moves that follow each.
///
/// @param whole games from their start, with all their moves
/// @param positions with at most 8 moves behind
public record ChessGames(List<Passage> whole, List<Passage> positions) {
  /// The field of a file that has a game's moves, in UCI notation with blanks between them.
  public static final String MOVES = "Moves";

  public ChessGames {
    whole = List.copyOf(whole);
    positions = List.copyOf(positions);
  }

  /// Reads games.
  ///
  /// @param file with a record for each game, in any format of data files
  /// @param games that are read at most, at least 1; the file is decoded no further
  /// @param positionsEach positions of a game that is not learnt whole
  /// @param seed which positions they are follows from it
  /// @throws BadInputException where a game has no moves, or one that cannot be made
  public static ChessGames read(Path file, int games, int positionsEach, long seed) {
    Reader reader = new Reader(file, positionsEach, new SplittableRandom(seed));
    TextRows.readFirst(
        file,
        new RowReading(List.of("{" + MOVES + "}"), Optional.empty(), List.of()),
        games,
        row -> reader.add(row.texts().getFirst(), row.id()));
    return new ChessGames(reader.whole, reader.positions);
  }

  /// Both kinds together.
  public List<Passage> all() {
    List<Passage> all = new ArrayList<>(whole);
    all.addAll(positions);
    return all;
  }

  private static final class Reader {
    private final Path file;
    private final int positionsEach;
    private final SplittableRandom random;
    private final List<Passage> whole = new ArrayList<>();
    private final List<Passage> positions = new ArrayList<>();
    private int read;

    Reader(Path file, int positionsEach, SplittableRandom random) {
      this.file = file;
      this.positionsEach = positionsEach;
      this.random = random;
    }

    void add(String text, String row) {
      read++;
      List<String> moves = List.of(text.strip().split("\\s+"));
      try {
        add(moves);
      } catch (IllegalArgumentException e) {
        throw new BadInputException(
            Problem.in(file, "row " + row + ", " + MOVES + ": " + e.getMessage()));
      }
    }

    private void add(List<String> moves) {
      if (read % 2 == 1) {
        whole.add(ChessLanguage.game(moves));
        return;
      }
      positions.addAll(ChessLanguage.positions(moves, positionsEach, random));
    }
  }
}

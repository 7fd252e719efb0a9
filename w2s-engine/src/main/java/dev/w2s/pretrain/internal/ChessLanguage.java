package dev.w2s.pretrain.internal;

import dev.w2s.chess.Board;
import dev.w2s.chess.ChessWords;
import dev.w2s.pretrain.DecoderSize;
import dev.w2s.train.Passage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Games and positions as tokens: one for each word of [ChessWords].
public final class ChessLanguage {
  /// Enough for games of 127 moves of each side; longer ones are cut.
  public static final int POSITIONS = 256;

  /// Moves behind a position that are learnt at most.
  private static final int MOVES_BEHIND = 8;

  private static final Map<String, Integer> IDS = ids();
  private static final Set<String> MOVES = Set.copyOf(ChessWords.moves());

  private ChessLanguage() {}

  private static Map<String, Integer> ids() {
    Map<String, Integer> ids = new HashMap<>();
    for (String word : ChessWords.all()) {
      ids.put(word, ids.size());
    }
    return ids;
  }

  /// The tokenizer.json of all models.
  public static String tokenizer() {
    List<String> special =
        List.of(ChessWords.PAD, ChessWords.BEGIN, ChessWords.END, ChessWords.UNKNOWN);
    return new WordTokenizer(ChessWords.all(), special, ChessWords.BEGIN, ChessWords.UNKNOWN)
        .json();
  }

  /// The config.json of a size.
  public static String config(DecoderSize size) {
    return size.config(
        IDS.size(), POSITIONS, id(ChessWords.BEGIN), id(ChessWords.END), id(ChessWords.PAD));
  }

  /// A whole game, all of whose moves count, and its end.
  ///
  /// @throws IllegalArgumentException where a word is no move
  public static Passage game(List<String> moves) {
    requireMoves(moves);
    return cut(
        passage(List.of(), Stream.concat(moves.stream(), Stream.of(ChessWords.END)).toList()));
  }

  /// Positions of a game, each with the moves that follow it, which count alone.
  ///
  /// @param random where the positions stand follows from it
  /// @throws IllegalArgumentException where a move is none
  public static List<Passage> positions(List<String> moves, int count, SplittableRandom random) {
    requireMoves(moves);
    List<Board> boards = new ArrayList<>(List.of(Board.start()));
    for (String move : moves) {
      boards.add(boards.getLast().play(move));
    }
    return random
        .ints(count, 0, moves.size())
        .mapToObj(ply -> position(boards.get(ply), ply, moves))
        .toList();
  }

  private static Passage position(Board board, int ply, List<String> moves) {
    List<String> words = new ArrayList<>(List.of(board.words().split(" ")));
    words.add(ChessWords.ASK);
    return passage(words, moves.subList(ply, Math.min(moves.size(), ply + MOVES_BEHIND)));
  }

  private static Passage passage(List<String> before, List<String> counted) {
    int[] ids =
        Stream.of(List.of(ChessWords.BEGIN), before, counted)
            .flatMap(List::stream)
            .mapToInt(ChessLanguage::id)
            .toArray();
    return new Passage(ids, 1 + before.size());
  }

  private static Passage cut(Passage passage) {
    return passage.length() <= POSITIONS
        ? passage
        : new Passage(Arrays.copyOf(passage.ids(), POSITIONS), passage.from());
  }

  private static void requireMoves(List<String> words) {
    for (String word : words) {
      if (!MOVES.contains(word)) {
        throw new IllegalArgumentException(
            "'" + word + "' is no move in UCI notation, such as e2e4");
      }
    }
  }

  private static int id(String word) {
    return Objects.requireNonNull(IDS.get(word), word);
  }
}

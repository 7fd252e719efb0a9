package dev.w2s.model.internal;

import dev.w2s.model.Body;
import dev.w2s.model.Pass;
import dev.w2s.study.Pooling;
import dev.w2s.tensor.Dropout;
import dev.w2s.text.TokenBatch;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// BERT, arXiv 1810.04805: embeddings, then layers of attention and feed-forward, each added to its
/// input and normed.
final class Bert {
  private Bert() {}

  static Body network(BertConfig config, Weights weights, Pooling pooling) {
    return new Network(
        config,
        weights,
        pooling,
        Embeddings.of(weights, config),
        i -> layer(weights, layer(i), config),
        Optional.empty());
  }

  /// The prefix of the weights of layer i, from 0.
  static String layer(int i) {
    return "encoder.layer." + i + ".";
  }

  private static PostNormLayer layer(Weights weights, String prefix, BertConfig config) {
    return new PostNormLayer(
        SelfAttention.of(
            weights,
            prefix + "attention.self.query",
            prefix + "attention.self.key",
            prefix + "attention.self.value",
            config.heads(),
            Attention.full(config.width() / config.heads())),
        Dense.of(weights, prefix + "attention.output.dense"),
        LayerNorm.of(weights, prefix + "attention.output.LayerNorm", config.epsilon()),
        new FeedForward(
            Dense.of(weights, prefix + "intermediate.dense"),
            config.activation(),
            Dense.of(weights, prefix + "output.dense")),
        LayerNorm.of(weights, prefix + "output.LayerNorm", config.epsilon()));
  }

  /// @param words `[V, H]`
  /// @param segments `[S, H]`
  private record Embeddings(
      TokenTable words,
      LearntPositions positions,
      Tensor segments,
      LayerNorm norm,
      BertConfig config)
      implements Network.Embeddings {
    static Embeddings of(Weights weights, BertConfig config) {
      return new Embeddings(
          new TokenTable(weights.get("embeddings.word_embeddings.weight"), config.fixedToken()),
          new LearntPositions(
              weights.get("embeddings.position_embeddings.weight"), config.firstPosition()),
          weights.get("embeddings.token_type_embeddings.weight"),
          LayerNorm.of(weights, "embeddings.LayerNorm", config.epsilon()),
          config);
    }

    @Override
    public Tensor of(TokenBatch batch, Pass pass) {
      Tensor x = words.of(batch, pass).add(positions.of(batch)); // [N, H]
      x = x.add(torch.embedding(segments, segments(batch)));
      return Dropout.apply(norm.apply(x), pass.dropout());
    }

    /// A model that cannot tell texts apart takes them for one.
    private Tensor segments(TokenBatch batch) {
      return config.segments() == 1 ? torch.zeros_like(batch.segments()) : batch.segments();
    }
  }
}

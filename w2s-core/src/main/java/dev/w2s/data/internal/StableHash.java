package dev.w2s.data.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Numbers that look random and depend on nothing but what they are made of.
public final class StableHash {
  private StableHash() {}

  /// A number of 64 bits for a row of words.
  public static long of(String... words) {
    MessageDigest digest = sha256();
    for (String word : words) {
      digest.update(word.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /// Mixes the bits of a number: the finaliser of SplitMix64 (Steele, Lea, Flood 2014, "Fast
  /// splittable pseudorandom number generators").
  public static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }

  /// A number from 0 to `bound - 1`.
  public static int below(int bound, long hash) {
    return (int) Long.remainderUnsigned(hash, bound);
  }

  /// A SHA-256 digest, which every Java platform has.
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package health.lode.deidentify.table;

import java.util.Arrays;

/**
 * A growing sequence of codes from 0, each in one byte while the codes fit, in two, then in four.
 */
final class Codes {
  private static final int FIRST = 64;
  private byte[] bytes = new byte[FIRST];
  private short[] shorts = new short[0];
  private int[] ints = new int[0];
  private int width = Byte.BYTES;
  private int size;

  int size() {
    return size;
  }

  int at(int index) {
    return switch (width) {
      case Byte.BYTES -> bytes[index] & 0xff;
      case Short.BYTES -> shorts[index] & 0xffff;
      default -> ints[index];
    };
  }

  void add(int code) {
    if (code > 0xff && width == Byte.BYTES) {
      widen(Short.BYTES);
    }
    if (code > 0xffff && width == Short.BYTES) {
      widen(Integer.BYTES);
    }
    if (size == capacity()) {
      grow(larger(size));
    }
    switch (width) {
      case Byte.BYTES -> bytes[size] = (byte) code;
      case Short.BYTES -> shorts[size] = (short) code;
      default -> ints[size] = code;
    }
    size++;
  }

  /** Gives back what growing had reserved. */
  void trim() {
    grow(size);
  }

  private int capacity() {
    return width == Byte.BYTES ? bytes.length : width == Short.BYTES ? shorts.length : ints.length;
  }

  private static int larger(int size) {
    return (int) Math.min(Integer.MAX_VALUE - 8L, size + (size >> 1) + 16L);
  }

  private void grow(int capacity) {
    switch (width) {
      case Byte.BYTES -> bytes = Arrays.copyOf(bytes, capacity);
      case Short.BYTES -> shorts = Arrays.copyOf(shorts, capacity);
      default -> ints = Arrays.copyOf(ints, capacity);
    }
  }

  private void widen(int to) {
    int capacity = capacity();
    if (to == Short.BYTES) {
      shorts = new short[capacity];
      for (int i = 0; i < size; i++) {
        shorts[i] = (short) (bytes[i] & 0xff);
      }
      bytes = new byte[0];
    } else {
      ints = new int[capacity];
      for (int i = 0; i < size; i++) {
        ints[i] = shorts[i] & 0xffff;
      }
      shorts = new short[0];
    }
    width = to;
  }
}

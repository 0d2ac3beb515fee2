package health.lode.deidentify.dicom.part10;

import health.lode.deidentify.dicom.part10.CharacterSet.Extension;
import health.lode.deidentify.dicom.part10.CharacterSet.Extension.Half;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Text with code extensions (PS3.5 6.1.2.5): escape sequences call sets into the lower or upper
 * half of the byte; what parts values and name components calls the first ones back.
 */
final class Iso2022 {
  private static final byte ESCAPE = 0x1B;

  /** Every set that an escape sequence may name, declared or not: readers are lenient here. */
  private static final List<Extension> ALL =
      List.of(
              "6", "100", "101", "109", "110", "144", "127", "126", "138", "148", "203", "166",
              "149", "58", "13", "87", "159")
          .stream()
          .flatMap(number -> Extension.of(number).stream())
          .distinct()
          .toList();

  private Iso2022() {}

  static Optional<String> decode(byte[] bytes, List<Extension> declared) {
    StringBuilder text = new StringBuilder(bytes.length);
    Extension lower = first(declared, Half.LOWER);
    Extension upper = first(declared, Half.UPPER);
    int at = 0;
    while (at < bytes.length) {
      if (bytes[at] == ESCAPE) {
        Extension called = called(bytes, at + 1);
        if (called == null) {
          return Optional.empty();
        }
        if (called.half() == Half.LOWER) {
          lower = called;
        } else {
          upper = called;
        }
        at += 1 + called.escape().length();
        continue;
      }
      if (resets(bytes[at])) {
        text.append((char) bytes[at++]);
        lower = first(declared, Half.LOWER);
        upper = first(declared, Half.UPPER);
        continue;
      }
      boolean high = bytes[at] < 0;
      int end = at + 1;
      while (end < bytes.length
          && bytes[end] < 0 == high
          && bytes[end] != ESCAPE
          && (!resets(bytes[end]) || isPairs(high ? upper : lower))) {
        end++;
      }
      Extension set = high ? upper : lower;
      byte[] run = Arrays.copyOfRange(bytes, at, end);
      Optional<String> part =
          set == null
              ? high ? Optional.empty() : CharacterSet.strictly(run, StandardCharsets.US_ASCII)
              : CharacterSet.strictly(euc(run, set), set.charset());
      if (part.isEmpty()) {
        return Optional.empty();
      }
      text.append(part.get());
      at = end;
    }
    return Optional.of(text.toString());
  }

  private static boolean isPairs(@Nullable Extension set) {
    return set != null && set.shape() != Extension.Shape.BYTES;
  }

  private static byte[] euc(byte[] run, Extension set) {
    if (set.shape() == Extension.Shape.BYTES) {
      return run;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < run.length; i++) {
      if (set.shape() == Extension.Shape.THIRD && i % 2 == 0) {
        out.write(0x8F);
      }
      out.write(run[i] | 0x80);
    }
    return out.toByteArray();
  }

  /**
   * @param initial the sets of the first declared term, which need no escape sequence
   */
  static byte[] encode(String text, List<Extension> declared, List<Extension> initial) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Extension lower = first(initial, Half.LOWER);
    Extension upper = first(initial, Half.UPPER);
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (point < 0x80) {
        if (isPairs(lower)) {
          lower = Extension.ASCII;
          call(out, lower);
        }
        out.write(point);
        if (resets((byte) point)) {
          lower = first(initial, Half.LOWER);
          upper = first(initial, Half.UPPER);
        }
        continue;
      }
      String character = Character.toString(point);
      Extension found = able(character, declared, lower, upper);
      if (found == null) {
        out.write('?');
        continue;
      }
      if (!found.equals(found.half() == Half.LOWER ? lower : upper)) {
        call(out, found);
        if (found.half() == Half.LOWER) {
          lower = found;
        } else {
          upper = found;
        }
      }
      out.writeBytes(found.bytes(character).orElseThrow());
    }
    if (isPairs(lower)) {
      call(out, Extension.ASCII); // PS3.5 6.1.2.5.3: back to the first set at the end
    }
    return out.toByteArray();
  }

  private static @Nullable Extension able(
      String character,
      List<Extension> declared,
      @Nullable Extension lower,
      @Nullable Extension upper) {
    for (Extension active : Arrays.asList(upper, lower)) {
      if (active != null && active.bytes(character).isPresent()) {
        return active;
      }
    }
    for (Extension each : declared) {
      if (each.bytes(character).isPresent()) {
        return each;
      }
    }
    return null;
  }

  private static void call(ByteArrayOutputStream out, Extension set) {
    out.write(ESCAPE);
    out.writeBytes(set.escape().getBytes(StandardCharsets.US_ASCII));
  }

  /** The set that is active in a half before any escape sequence. */
  private static @Nullable Extension first(List<Extension> declared, Half half) {
    for (Extension each : declared) {
      if (each.half() == half && each.shape() == Extension.Shape.BYTES) {
        return each;
      }
    }
    return half == Half.LOWER ? Extension.ASCII : null;
  }

  private static @Nullable Extension called(byte[] bytes, int at) {
    for (Extension each : ALL) {
      String escape = each.escape();
      if (at + escape.length() <= bytes.length
          && new String(bytes, at, escape.length(), StandardCharsets.ISO_8859_1).equals(escape)) {
        return each;
      }
    }
    return null;
  }

  private static boolean resets(byte b) {
    return b == '\r' || b == '\n' || b == '\f' || b == '\t' || b == '\\' || b == '^' || b == '=';
  }
}

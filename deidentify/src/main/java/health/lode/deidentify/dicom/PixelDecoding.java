package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.PixelPlan.Decoded;
import health.lode.deidentify.dicom.part10.DataSetVisitor;
import health.lode.deidentify.dicom.part10.DicomFile;
import health.lode.deidentify.dicom.part10.Element;
import health.lode.deidentify.dicom.part10.Tags;
import health.lode.deidentify.dicom.part10.TransferSyntax;
import health.lode.deidentify.dicom.pixel.ImageShape;
import health.lode.deidentify.dicom.pixel.NativePixels;
import health.lode.deidentify.dicom.pixel.PixelDecoder;
import health.lode.deidentify.dicom.pixel.Rle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Turns encapsulated pixel data into native pixel data in a scratch file. */
final class PixelDecoding {
  private PixelDecoding() {}

  static Decoded decoded(
      Path path, DicomFile file, Element pixelData, ImageShape shape, Path scratch)
      throws IOException {
    TransferSyntax syntax = file.syntax();
    return syntax.pixels() == TransferSyntax.Pixels.RLE
        ? rle(file, pixelData, shape, scratch.resolve("rle"))
        : byTool(path, syntax, shape, scratch);
  }

  private static Decoded byTool(Path path, TransferSyntax syntax, ImageShape shape, Path scratch)
      throws IOException {
    Path target = scratch.resolve("decoded.dcm");
    if (!PixelDecoder.decode(path, syntax, target)) {
      throw PixelInspector.undecodable();
    }
    try (DicomFile decoded = DicomFile.open(target, scratch.resolve("inflated"))) {
      FileFacts facts = FactsCollector.of(decoded, true, new Identifiers.Last());
      Element pixels = facts.pixelData();
      ImageShape found = facts.shape();
      boolean whole =
          pixels != null
              && found != null
              && !pixels.undefinedLength()
              && !decoded.syntax().encoding().bigEndian()
              && found.sameGrid(shape)
              && pixels.length() >= found.bytes();
      if (!whole) {
        throw PixelInspector.undecodable();
      }
      return new Decoded(
          target,
          java.util.Objects.requireNonNull(pixels).offset(),
          java.util.Objects.requireNonNull(found).bytes(),
          found,
          PixelInspector.wasLossy(syntax, facts));
    }
  }

  private static Decoded rle(DicomFile file, Element pixelData, ImageShape shape, Path target)
      throws IOException {
    if (shape.bytes() / shape.frames() > NativePixels.LARGEST_FRAME || shape.bitsAllocated() == 1) {
      throw PixelInspector.undecodable();
    }
    ImageShape plain =
        new ImageShape(
            shape.rows(),
            shape.columns(),
            shape.samples(),
            shape.bitsAllocated(),
            shape.bitsStored(),
            shape.highBit(),
            shape.signed(),
            shape.photometric(),
            false,
            shape.frames());
    try (FileChannel out =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      int[] frames = new int[1];
      file.read(
          new DataSetVisitor() {
            @Override
            public boolean sequence(Element element) {
              return false;
            }

            @Override
            public boolean fragments(Element element) {
              return element.tag() == Tags.PIXEL_DATA && element.offset() == pixelData.offset();
            }

            @Override
            public void fragment(int number, long offset, long length) throws IOException {
              if (number == 0 || frames[0] >= plain.frames()) {
                return;
              }
              if (length > 2 * NativePixels.LARGEST_FRAME) {
                throw PixelInspector.undecodable();
              }
              byte[] packed = file.in().bytes(offset, (int) length);
              ByteBuffer frame = ByteBuffer.wrap(Rle.decode(packed, plain, offset));
              while (frame.hasRemaining()) {
                out.write(frame);
              }
              frames[0]++;
            }
          });
      if (frames[0] != plain.frames()) {
        throw PixelInspector.undecodable();
      }
    }
    return new Decoded(target, 0, plain.bytes(), plain, false);
  }
}

package health.lode.deidentify.dicom.pixel;

/**
 * A line of text that was found in a picture. Identified data: never logged.
 *
 * @param confidence of its surest word, 0 to 100
 */
public record TextLine(String text, Box box, double confidence) {}

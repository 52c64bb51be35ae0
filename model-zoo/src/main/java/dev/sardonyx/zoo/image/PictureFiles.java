package dev.sardonyx.zoo.image;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.ModelIoException;
import dev.sardonyx.api.Where;
import dev.sardonyx.zoo.internal.Images;
import dev.sardonyx.zoo.internal.InputFile;
import dev.sardonyx.zoo.internal.OutputFile;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Decoding and encoding of picture files through ImageIO, without a display and without temporary files. */
final class PictureFiles {
    private static final int PNG = 0x89504E47;
    private static final int JPEG = 0xFFD8;

    private PictureFiles() {}

    static Picture read(Path path, long maxPixels) {
        String format;
        try (InputFile file = InputFile.open(path)) {
            int start = Integer.reverseBytes(
                    file.read(0, 4, "a PNG or JPEG signature").getInt());
            if (start != PNG && start >>> 16 != JPEG) {
                throw new InputException(
                        "expected a PNG or JPEG picture, found another format; convert it first",
                        Where.source(file.name()));
            }
            format = start == PNG ? "png" : "jpeg";
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (ImageInputStream in = new FileImageInputStream(path.toFile())) {
            // Metadata may hold compressed text of any size.
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            long pixels = (long) width * height;
            if (pixels > maxPixels) {
                throw new InputException(
                        "expected a picture of at most " + maxPixels + " pixels, found " + width + "x" + height
                                + "; shrink it first or raise the bound",
                        Where.source(path.toString()));
            }
            Picture.checkedBytes(width, height);
            return Picture.ofOwned(width, height, levels(reader.read(0)));
        } catch (InputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // ImageIO answers damaged files with exceptions of every kind.
            throw new InputException(
                    "expected a " + format + " picture in gray, RGB or a palette, found one that cannot be decoded ("
                            + e.getMessage() + "); save it again",
                    Where.source(path.toString()),
                    e);
        } finally {
            reader.dispose();
        }
    }

    /**
     * The levels as they lie in the file, as Pillow and OpenCV give them. Java's own conversion would take gray
     * pictures for linear light and brighten them, and would apply colour profiles.
     */
    private static byte[] levels(BufferedImage image) {
        int space = image.getColorModel().getColorSpace().getType();
        boolean gray = space == ColorSpace.TYPE_GRAY;
        if (!(image.getColorModel() instanceof ComponentColorModel) || (!gray && space != ColorSpace.TYPE_RGB)) {
            return Images.toRgb(image);
        }
        int width = image.getWidth();
        Raster raster = image.getRaster();
        int shift = Math.max(0, image.getColorModel().getComponentSize(0) - 8);
        int bands = raster.getNumBands();
        byte[] rgb = new byte[3 * width * image.getHeight()];
        int[] row = new int[width * bands];
        for (int y = 0, at = 0; y < image.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[at++] = (byte) (row[x * bands + (gray ? 0 : c)] >> shift);
                }
            }
        }
        return rgb;
    }

    static void writePng(Path path, BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new ModelIoException("could not encode the picture: " + e, Where.source(path.toString()), e);
        }
        OutputFile.write(path, channel -> OutputFile.writeAll(channel, ByteBuffer.wrap(bytes.toByteArray())));
    }
}

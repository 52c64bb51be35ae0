package dev.sardonyx.zoo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.ModelIoException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {
    @TempDir
    Path folder;

    @Test
    void returnsThePngThatWasWritten() throws IOException {
        Picture picture = TestPictures.uneven(31, 17);

        picture.writePng(folder.resolve("a.png"));
        picture.writePng(folder.resolve("b.png"));

        assertThat(Picture.read(folder.resolve("a.png"))).isEqualTo(picture);
        assertThat(folder.resolve("a.png")).hasSameBinaryContentAs(folder.resolve("b.png"));
    }

    @Test
    void readsJpegNearly() throws IOException {
        Picture picture = TestPictures.landscape(64, 48);
        Path file = folder.resolve("a.jpg");
        ImageIO.write(image(picture), "jpeg", file.toFile());

        Picture read = Picture.read(file);

        assertThat(read.width()).isEqualTo(64);
        for (int c = 0; c < 3; c++) {
            assertThat(read.level(10, 5, c)).isBetween(picture.level(10, 5, c) - 9, picture.level(10, 5, c) + 9);
        }
    }

    @Test
    void keepsTheLevelsOfGrayPictures() throws IOException {
        BufferedImage gray = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage wide = new BufferedImage(256, 1, BufferedImage.TYPE_USHORT_GRAY);
        for (int x = 0; x < 256; x++) {
            gray.getRaster().setSample(x, 0, 0, x);
            wide.getRaster().setSample(x, 0, 0, x << 8 | 0xFF);
        }
        for (BufferedImage image : new BufferedImage[] {gray, wide}) {
            ImageIO.write(image, "png", folder.resolve("a.png").toFile());
            Picture read = Picture.read(folder.resolve("a.png"));
            for (int x = 0; x < 256; x++) {
                assertThat(read.level(x, 0, 1)).isEqualTo(x);
            }
        }
    }

    @Test
    void dropsTransparencyAndUnderstandsPalettes() throws IOException {
        BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        clear.setRGB(0, 0, 0x40102030);
        BufferedImage palette = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
        palette.setRGB(0, 0, 0xFFFF0000);

        ImageIO.write(clear, "png", folder.resolve("a.png").toFile());
        ImageIO.write(palette, "png", folder.resolve("b.png").toFile());

        assertThat(Picture.read(folder.resolve("a.png")).toRgb()).containsExactly(0x10, 0x20, 0x30);
        assertThat(Picture.read(folder.resolve("b.png")).toRgb()).containsExactly(255, 0, 0);
    }

    @Test
    void checksTheSizeBeforeDecoding() throws IOException {
        Path file = folder.resolve("bomb.png");
        TestPictures.uneven(2, 2).writePng(file);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        header.putInt(16, 60_000).putInt(20, 60_000);
        CRC32 crc = new CRC32();
        crc.update(bytes, 12, 17);
        header.putInt(29, (int) crc.getValue());
        Files.write(file, bytes);

        assertThatThrownBy(() -> Picture.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("60000x60000")
                .hasMessageContaining("bomb.png");
        assertThatThrownBy(() -> Picture.read(file, Long.MAX_VALUE)).isInstanceOf(InputException.class);
    }

    @Test
    void refusesWhatIsNoPicture() throws IOException {
        Path file = folder.resolve("a.png");
        Files.writeString(file, "GIF89a");
        assertThatThrownBy(() -> Picture.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("PNG or JPEG");
        assertThatThrownBy(() -> Picture.read(folder.resolve("none"))).isInstanceOf(ModelIoException.class);
        TestPictures.uneven(40, 40).writePng(file);
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {0, 3, 8, 20, 40, 100, bytes.length / 2}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Picture.read(file)).isInstanceOf(InputException.class);
        }
    }

    /**
     * The sums are of what Pillow 12.3 makes of the same pictures with BILINEAR and NEAREST. No size puts a new
     * pixel's centre just between two old ones, where Pillow's choice is a matter of its rounding.
     */
    @ParameterizedTest
    @CsvSource({
        "7,5,3,2,9a1043dc,88cab794",
        "7,5,11,9,759bbb7a,5344f328",
        "63,47,20,15,aba276ac,671dc55e",
        "33,77,40,10,21a858c6,1b447149",
        "50,50,50,7,0def2c79,67097537",
        "640,480,320,240,99a1198f,98664377",
        "1,9,4,4,4e16530c,47067516"
    })
    void resizesAsPillowDoes(int width, int height, int newWidth, int newHeight, String bilinear, String nearest) {
        Picture picture = TestPictures.uneven(width, height);

        assertThat(sum(picture.resized(newWidth, newHeight, Filter.ANTIALIAS))).isEqualTo(bilinear);
        assertThat(sum(picture.resized(newWidth, newHeight, Filter.NEAREST))).isEqualTo(nearest);
    }

    @Test
    void resizesBetweenHalfPixelCentres() {
        Picture wide = Picture.ofGray(2, 1, 0, 255, 0, 100).resized(4, 1, Filter.BILINEAR);
        Picture small = Picture.ofGray(4, 1, 0, 255, 0, 40, 80, 250).resized(2, 1, Filter.BILINEAR);
        Picture tall = Picture.ofGray(1, 4, 0, 255, 8, 8, 8, 80).resized(1, 1, Filter.BILINEAR);

        assertThat(new int[] {wide.level(0, 0, 0), wide.level(1, 0, 0), wide.level(2, 0, 0), wide.level(3, 0, 0)})
                .containsExactly(0, 25, 75, 100);
        assertThat(new int[] {small.level(0, 0, 0), small.level(1, 0, 0)}).containsExactly(20, 165);
        assertThat(tall.level(0, 0, 2)).isEqualTo(8);
    }

    @Test
    void cropsInside() {
        Picture picture = TestPictures.uneven(9, 8);

        Picture part = picture.cropped(2, 3, 4, 5);

        assertThat(part.level(3, 4, 1)).isEqualTo(picture.level(5, 7, 1));
        assertThatThrownBy(() -> picture.cropped(6, 0, 4, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("4x1 at (6, 0)");
        assertThatThrownBy(() -> picture.cropped(Integer.MIN_VALUE, 0, 1, 1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> picture.resized(100_000, 100_000, Filter.NEAREST))
                .isInstanceOf(InputException.class);
    }

    private static String sum(Picture picture) {
        CRC32 crc = new CRC32();
        crc.update(picture.toRgb());
        return String.format("%08x", crc.getValue());
    }

    private static BufferedImage image(Picture picture) {
        return dev.sardonyx.zoo.internal.Images.ofRgb(picture.width(), picture.height(), picture.toRgb());
    }
}

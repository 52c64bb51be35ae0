package dev.sardonyx.zoo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sardonyx.api.InputException;
import dev.sardonyx.api.tensor.ElementType;
import dev.sardonyx.api.tensor.Shape;
import dev.sardonyx.api.tensor.Tensor;
import dev.sardonyx.zoo.detect.Box;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageInputTest {
    private static final Picture TWO = Picture.ofRgb(2, 1, new byte[] {10, 20, 30, 110, 120, (byte) 130});

    @Test
    void normalisesIntoPlanesOrPixels() {
        Tensor planes = ImageInput.parse("size=2x1,mean=10,std=10").toTensor(TWO);
        Tensor pixels = ImageInput.parse("size=2x1,layout=nhwc,order=bgr,mean=30:20:10,std=1:2:4")
                .toTensor(TWO);

        assertThat(planes.shape()).isEqualTo(Shape.of(1, 3, 1, 2));
        assertThat(planes.toFloats()).containsExactly(0, 10, 1, 11, 2, 12);
        assertThat(pixels.shape()).isEqualTo(Shape.of(1, 1, 2, 3));
        assertThat(pixels.toFloats()).containsExactly(0, 0, 0, 100, 50, 25);
    }

    @Test
    void makesGrayAndBytes() {
        Tensor tensor = ImageInput.parse("size=2x1,order=gray,type=uint8").toTensor(TWO);

        assertThat(tensor.elementType()).isEqualTo(ElementType.UINT8);
        assertThat(tensor.shape()).isEqualTo(Shape.of(1, 1, 1, 2));
        assertThat(tensor.toLongs()).containsExactly(18, 118);
    }

    @Test
    void letterboxesInTheMiddle() {
        Picture white = Picture.ofGray(4, 2, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1);

        Tensor tensor = ImageInput.parse("size=4x4,order=gray,fit=letterbox").toTensor(white);

        assertThat(tensor.toFloats())
                .containsExactly(114, 114, 114, 114, 255, 255, 255, 255, 255, 255, 255, 255, 114, 114, 114, 114);
    }

    @Test
    void cropsTheMiddle() {
        Picture row = Picture.ofGray(4, 2, 0, 255, 1, 2, 3, 4, 5, 6, 7, 8);

        Tensor tensor = ImageInput.parse("size=2x2,order=gray,fit=center_crop").toTensor(row);

        assertThat(tensor.toFloats()).containsExactly(2, 3, 6, 7);
    }

    @ParameterizedTest
    @CsvSource({
        "STRETCH, 0, 0, 640, 480, 0, 0, 1280, 720",
        "LETTERBOX, 0, 60, 640, 420, 0, 0, 1280, 720",
        "CENTER_CROP, 0, 0, 640, 480, 160, 0, 1120, 720"
    })
    void bringsBoxesBackToThePicture(
            Fit fit, double l, double t, double r, double b, double left, double top, double right, double bottom) {
        Placement placement = Placement.of(fit, 1280, 720, 640, 480);

        assertThat(placement.toPicture(new Box(l, t, r, b))).isEqualTo(new Box(left, top, right, bottom));
    }

    @Test
    void placesExtremePicturesWithoutExtremeMemory() {
        Picture line = Picture.ofRgb(1, 30_000, new byte[90_000]);

        for (Fit fit : Fit.values()) {
            Tensor tensor = ImageInput.parse("size=320x240,fit=" + fit).toTensor(line);
            assertThat(tensor.elements()).isEqualTo(3 * 320 * 240);
        }
    }

    @Test
    void parsesEveryOption() {
        ImageInput input = ImageInput.parse(
                "size=320x240, mean=127, std=1:2:-3.5, layout=NHWC, order=bgr, type=float, fit=letterbox, "
                        + "filter=antialias");

        assertThat(input)
                .isEqualTo(new ImageInput(
                        320,
                        240,
                        List.of(127.0),
                        List.of(1.0, 2.0, -3.5),
                        ImageInput.Layout.NHWC,
                        ImageInput.ChannelOrder.BGR,
                        ElementType.FLOAT,
                        Fit.LETTERBOX,
                        Filter.ANTIALIAS));
        assertThat(ImageInput.parse("size=8x4")).isEqualTo(ImageInput.of(8, 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mean=1",
                "size=320",
                "size=0x4",
                "size=-1x4",
                "size=9999999x1",
                "size=999999x999999",
                "size=1x1x1",
                "size=2x2,size=2x2",
                "size=2x2,",
                "size=2x2,nchw",
                "size=2x2,foo=1",
                "size=2x2,mean=a",
                "size=2x2,mean=1:2",
                "size=2x2,mean=NaN",
                "size=2x2,order=gray,mean=1:2:3",
                "size=2x2,std=0",
                "size=2x2,std=1:-0:1",
                "size=2x2,layout=chw",
                "size=2x2,order=",
                "size=2x2,fit=crop",
                "size=2x2,type=int8",
                "size=2x2,type=uint8,mean=1",
            })
    void refusesOtherOptions(String options) {
        assertThatThrownBy(() -> ImageInput.parse(options))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("found");
    }

    @Test
    void namesTheChoices() {
        assertThatThrownBy(() -> ImageInput.parse("size=2x2,fit=crop"))
                .hasMessageContaining("expected fit=stretch|letterbox|center_crop, found fit=crop");
    }
}

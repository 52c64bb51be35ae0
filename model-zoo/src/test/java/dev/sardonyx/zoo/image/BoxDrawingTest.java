package dev.sardonyx.zoo.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sardonyx.zoo.detect.Box;
import dev.sardonyx.zoo.detect.Detection;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxDrawingTest {
    @TempDir
    Path folder;

    @Test
    void drawsBoxesAndCaptions() {
        Picture picture = TestPictures.landscape(640, 480);

        Picture drawn = BoxDrawing.draw(
                picture,
                List.of(
                        new Detection("sun", 0.98, new Box(400, 70, 522, 192)),
                        new Detection("ground", 0.5, new Box(3, 300, 630, 476)),
                        new Detection("sun", 0.31, new Box(-20, -20, 90, 60)),
                        new Detection("corner", 1, new Box(600, 200, 700, 290))));

        drawn.writePng(folder.resolve("boxes.png"));
        assertThat(Picture.read(folder.resolve("boxes.png"))).isEqualTo(drawn);
        assertThat(color(drawn, 400, 130)).isEqualTo(0xD81B60);
        assertThat(color(drawn, 460, 130)).isEqualTo(color(picture, 460, 130));
        assertThat(color(picture, 400, 130)).isNotEqualTo(0xD81B60);
    }

    private static int color(Picture picture, int x, int y) {
        return picture.level(x, y, 0) << 16 | picture.level(x, y, 1) << 8 | picture.level(x, y, 2);
    }
}

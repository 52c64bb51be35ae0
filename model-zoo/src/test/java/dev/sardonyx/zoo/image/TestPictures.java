package dev.sardonyx.zoo.image;

/** Pictures made by a formula. */
final class TestPictures {
    private TestPictures() {}

    /** Something without any regularity that a wrong resize could hide in. */
    static Picture uneven(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[at++] = (byte) (x * 37 + y * 59 + c * 101 + x * y * 7);
                }
            }
        }
        return Picture.ofRgb(width, height, rgb);
    }

    /** A landscape in smooth colours: sky, sun and ground. */
    static Picture landscape(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double horizon = height * (0.65 + 0.08 * Math.sin(x * 9.0 / width));
                boolean sun = Math.hypot(x - width * 0.72, y - height * 0.28) < height * 0.12;
                int sky = 255 - 120 * y / height;
                int[] color = sun
                        ? new int[] {255, 214, 90}
                        : y < horizon
                                ? new int[] {sky - 110, sky - 50, sky}
                                : new int[] {74, 120 + 60 * y / height, 60};
                for (int c = 0; c < 3; c++) {
                    rgb[at++] = (byte) Math.clamp(color[c], 0, 255);
                }
            }
        }
        return Picture.ofRgb(width, height, rgb);
    }
}

package dev.sardonyx.zoo.chart;

import dev.sardonyx.zoo.image.Picture;

/** A small picture and what is written below it. */
public record Tile(Picture picture, String caption) {}

package dev.sardonyx.api.spi;

/**
 * What a device is.
 *
 * @param name the backend's name
 * @param description the hardware and the instruction set or driver in use, for people
 * @param bindsAtLaunch whether {@link BoundedDim.Bounded} dimensions are bound at launch; otherwise each concrete
 *     shape is compiled anew
 */
public record DeviceInfo(String name, String description, boolean bindsAtLaunch) {}

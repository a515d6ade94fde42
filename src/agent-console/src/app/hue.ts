const steps = 12;

/** A colour (its degrees on the circle) that an id has for good; few enough to tell apart. */
export function hueOf(id: string): number {
  let hash = 0;
  for (const char of id) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) >>> 0;
  return ((hash >>> 8) % steps) * (360 / steps);
}

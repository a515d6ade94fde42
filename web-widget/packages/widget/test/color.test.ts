import { expect, test } from "vitest";
import { contrast, parseColor, readable, textOn } from "../src/loader/color";

test("Colours are read in the forms a browser and an inbox write them", () => {
  expect(parseColor("#fff")).toEqual([255, 255, 255]);
  expect(parseColor("#3451D1")).toEqual([52, 81, 209]);
  expect(parseColor("rgb(1, 2, 3)")).toEqual([1, 2, 3]);
  expect(parseColor("tomato")).toBeNull();
});

test("Whatever accent an inbox chooses, the text on it can be read", () => {
  for (let hue = 0; hue < 4096; hue += 7) {
    const ground = parseColor(`#${hue.toString(16).padStart(3, "0")}`) as [number, number, number];
    expect(contrast(textOn(ground), ground), hue.toString(16)).toBeGreaterThanOrEqual(4.5);
  }
});

test("Links in the accent can be read on light and on dark", () => {
  for (const ground of [
    [244, 245, 248],
    [35, 40, 51],
  ] as [number, number, number][]) {
    for (const accent of ["#ffd400", "#3451d1", "#000", "#fff"]) {
      expect(contrast(readable(parseColor(accent) as [number, number, number], ground), ground)).toBeGreaterThanOrEqual(
        4.5,
      );
    }
  }
});

import { describe, expect, it } from "vitest";
import { hoursBody, readHours, timeZones, validateHours } from "../src/admin/hours/hoursForm";
import {
  copyDay,
  dayParts,
  isOpen,
  localTime,
  nextInterval,
  openState,
  overlap,
  parseTime,
  spanOf,
  timeText,
} from "../src/admin/hours/intervals";
import { type Translate, translate } from "../src/app/i18n";

const t: Translate = (key, params) => translate("en", key, params);
const interval = (start: string, end: string) => ({ start, end });

describe("times", () => {
  it.each([
    ["09:00", 540],
    ["9", 540],
    ["0930", 570],
    ["24:00", 0],
    ["23:59", 1439],
  ])("reads %s", (text, minutes) => expect(parseTime(text)).toBe(minutes));

  it.each(["", "25:00", "9:60", "noon", "-1:00"])("refuses %j", (text) => expect(parseTime(text)).toBeNull());

  it("writes minutes beyond midnight as the time of the next day", () => {
    expect(timeText(1440 + 90)).toBe("01:30");
  });
});

describe("intervals", () => {
  it("run over midnight when the end is not after the start", () => {
    expect(spanOf(interval("22:00", "02:00"))).toEqual({ start: 1320, end: 1560 });
    expect(spanOf(interval("00:00", "00:00"))).toEqual({ start: 0, end: 1440 });
  });

  it("may touch but not overlap, also over midnight", () => {
    expect(overlap([interval("09:00", "12:00"), interval("12:00", "18:00")])).toBeNull();
    expect(overlap([interval("13:00", "18:00"), interval("09:00", "14:00")])).toBe(0);
    expect(overlap([interval("20:00", "02:00"), interval("23:00", "23:30")])).toBe(1);
  });

  it("show on the next day what runs over midnight, from Sunday to Monday too", () => {
    const weekly = [{ day: 7, ...interval("22:00", "02:00") }];
    expect(dayParts(weekly, 7)).toEqual([{ start: 1320, end: 1440 }]);
    expect(dayParts(weekly, 1)).toEqual([{ start: 0, end: 120 }]);
  });

  it("are proposed after the last one", () => {
    expect(nextInterval([])).toEqual(interval("09:00", "18:00"));
    expect(nextInterval([interval("09:00", "12:00")])).toEqual(interval("13:00", "17:00"));
    expect(nextInterval([interval("09:00", "23:30")])).toEqual(interval("23:00", "00:00"));
  });

  it("are copied over what other days had", () => {
    const weekly = [
      { day: 1, ...interval("09:00", "18:00") },
      { day: 2, ...interval("10:00", "11:00") },
      { day: 6, ...interval("10:00", "11:00") },
    ];
    const copied = copyDay(weekly, 1, [1, 2]);
    expect(copied.filter((item) => item.day === 2)).toEqual([{ day: 2, ...interval("09:00", "18:00") }]);
    expect(copied.filter((item) => item.day === 6)).toHaveLength(1);
    expect(copied.filter((item) => item.day === 1)).toHaveLength(1);
  });
});

describe("open now", () => {
  const weekly = [
    { day: 1, ...interval("09:00", "12:00") },
    { day: 1, ...interval("13:00", "18:00") },
    { day: 5, ...interval("22:00", "02:00") },
  ];
  const hours = { weekly, special: [] };

  it("reads the wall clock of the zone over both changes of the clock", () => {
    expect(localTime("Europe/Berlin", new Date("2026-03-29T00:59:00Z"))).toEqual({
      date: "2026-03-29",
      day: 7,
      minute: 119,
    });
    expect(localTime("Europe/Berlin", new Date("2026-03-29T01:00:00Z"))?.minute).toBe(180);
    expect(localTime("Asia/Shanghai", new Date("2026-11-21T16:30:00Z"))).toEqual({
      date: "2026-11-22",
      day: 7,
      minute: 30,
    });
    expect(localTime("Mars/Base", new Date())).toBeNull();
  });

  it("knows the pause at noon and says when it ends", () => {
    const noon = { date: "2026-11-23", day: 1, minute: 12 * 60 };
    expect(openState(hours, noon)).toEqual({ open: false, changes: { date: "2026-11-23", minute: 780 } });
  });

  it("is open after midnight of the evening before, and says until when", () => {
    const late = { date: "2026-11-28", day: 6, minute: 60 };
    expect(openState(hours, late)).toEqual({ open: true, changes: { date: "2026-11-28", minute: 120 } });
  });

  it("is cut off at midnight by a closed day, but not by a day with hours of its own", () => {
    const closed = { date: "2026-11-28", closed: true, intervals: [], name: null };
    expect(isOpen({ weekly, special: [closed] }, "2026-11-28", 60)).toBe(false);
    const own = { ...closed, closed: false, intervals: [interval("10:00", "11:00")] };
    expect(isOpen({ weekly, special: [own] }, "2026-11-28", 60)).toBe(true);
    expect(isOpen({ weekly, special: [own] }, "2026-11-28", 630)).toBe(true);
  });

  it("never changes without hours, nor when all of the week is open", () => {
    const now = { date: "2026-11-23", day: 1, minute: 5 };
    expect(openState({ weekly: [], special: [] }, now)).toEqual({ open: false, changes: null });
    const always = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, ...interval("00:00", "00:00") }));
    expect(openState({ weekly: always, special: [] }, now)).toEqual({ open: true, changes: null });
  });
});

describe("the form", () => {
  it("finds overlaps, missing times and dates given twice", () => {
    const special = [
      { date: "2026-12-25", closed: true, intervals: [], name: "Christmas" },
      { date: "2026-12-25", closed: false, intervals: [], name: null },
    ];
    const weekly = [
      { day: 1, ...interval("09:00", "12:00") },
      { day: 1, ...interval("11:00", "13:00") },
      { day: 2, ...interval("09:00", "") },
    ];
    const errors = validateHours(t, { name: "Shop", timeZone: "UTC", weekly, special });
    expect(Object.keys(errors).sort()).toEqual(["special.1.date", "special.1.intervals", "weekly.1", "weekly.2"]);
  });

  it("sends times in one form, and no hours for a closed day", () => {
    const body = hoursBody({
      ...readHours(null),
      name: " Shop ",
      weekly: [
        { day: 2, ...interval("9", "24:00") },
        { day: 1, ...interval("08:00", "12:00") },
      ],
      special: [{ date: "2026-12-25", closed: true, intervals: [interval("09:00", "10:00")], name: " " }],
    });
    expect(body.name).toBe("Shop");
    expect(body.weekly).toEqual([
      { day: 1, ...interval("08:00", "12:00") },
      { day: 2, ...interval("09:00", "00:00") },
    ]);
    expect(body.special).toEqual([{ date: "2026-12-25", closed: true, intervals: [], name: null }]);
  });

  it("offers every time zone and the one in use", () => {
    expect(timeZones("Asia/Shanghai")).toContain("Asia/Shanghai");
    expect(timeZones("Old/Zone")).toContain("Old/Zone");
    expect(timeZones("UTC")).toContain("Europe/Berlin");
  });
});

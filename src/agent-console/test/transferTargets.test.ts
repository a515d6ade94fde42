import { expect, it } from "vitest";
import { byPresence, mayHave, type Target, type There, thereOf } from "../src/desk/conversation/transferTargets";

const seen = (status: string, activity: string, notResponding = false) => ({ status, activity, notResponding });
const target = (name: string, there: There, used = 0): Target => ({
  kind: "agent",
  id: name,
  name,
  there,
  used,
  capacity: 4,
});

it("judges a colleague by activity and not only by the status once chosen", () => {
  expect(thereOf(seen("available", "idle"))).toBe("available");
  expect(thereOf(seen("available", "on_contact"))).toBe("available");
  expect(thereOf(seen("away", "idle"))).toBe("away");
  expect(thereOf(seen("available", "not_responding", true))).toBe("not_responding");
  expect(thereOf(seen("available", "disconnected"))).toBe("disconnected");
  expect(thereOf(seen("available", "disconnected", true))).toBe("disconnected");
  expect(thereOf(seen("offline", "disconnected"))).toBe("offline");
});

it("puts who has it at once on top and lets nobody choose who is not there", () => {
  const people = [
    target("Gone", "disconnected"),
    target("Asleep", "not_responding"),
    target("Full", "available", 4),
    target("Away", "away"),
    target("Free", "available", 3),
  ].sort(byPresence);
  expect(people.map(({ name }) => name)).toEqual(["Free", "Full", "Away", "Asleep", "Gone"]);
  expect(people.filter(mayHave).map(({ name }) => name)).toEqual(["Free", "Full", "Away"]);
});

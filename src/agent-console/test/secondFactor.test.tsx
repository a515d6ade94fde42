import { act } from "react";
import { encode } from "uqr";
import { afterEach, beforeEach, expect, it } from "vitest";
import { darkRuns } from "../src/account/QrCode";
import { SecondFactorSection } from "../src/account/SecondFactorSection";
import { leavePage, showPage, until } from "./showPage";

const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const uri = `otpauth://totp/ChatService:anna%40example.com?secret=${secret}&issuer=ChatService`;

beforeEach(async () => {
  await showPage(<SecondFactorSection />, { "POST /api/auth/second-factor/secret": { secret, uri } });
  await act(async () => document.querySelector("button")?.click());
  await until(() => expect(document.querySelector("code")?.textContent).toContain("JBSW Y3DP"));
});

afterEach(leavePage);

it("shows the key of the second factor as a named picture for the camera, beside the text", () => {
  const picture = document.querySelector('svg[role="img"]');
  expect(picture?.getAttribute("aria-label")).toMatch(/^QR code/);
  expect(picture?.querySelector("path")?.getAttribute("d")).toBe(darkRuns(encode(uri, { ecc: "M", border: 4 }).data));
});

it("draws the code dark on white without asking the theme", () => {
  expect(document.querySelector('svg[role="img"] rect')?.getAttribute("fill")).toBe("#fff");
  expect(document.querySelector('svg[role="img"] path')?.getAttribute("fill")).toBe("#000");
});

it("draws each run of dark modules as one rectangle", () => {
  expect(darkRuns([[true, true, false, true], [], [false, true, true, true]])).toBe(
    "M0 0h2v1H0zM3 0h1v1H3zM1 2h3v1H1z",
  );
});

export { spent, type Warmth, warmth } from "../../app/warmth";

export { serverNow, setServerTime, useNow } from "../../app/clock";

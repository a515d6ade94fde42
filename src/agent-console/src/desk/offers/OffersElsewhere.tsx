import { useMediaQuery } from "@mantine/hooks";
import { useLocation } from "wouter";
import { useDesk } from "../live/LiveProvider";
import { OfferCards } from "./OfferCards";
import classes from "./OffersElsewhere.module.css";

/** Offers where the desk's list is not in sight: on other pages, and on a phone beside an open conversation. */
export function OffersElsewhere() {
  const [location] = useLocation();
  const phone = useMediaQuery("(max-width: 760px)", false, { getInitialValueInEffect: false });
  const any = useDesk((state) => state.offers.length > 0);
  const listInSight = location === "/" || (location.startsWith("/c/") && !phone);
  if (!any || listInSight) return null;
  return (
    <div className={classes.bar}>
      <OfferCards />
    </div>
  );
}

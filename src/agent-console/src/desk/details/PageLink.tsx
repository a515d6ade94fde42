import classes from "./Details.module.css";

/** Only web addresses become links: what a visitor's page calls itself is a claim. */
export function PageLink({ url, title }: { url: string; title?: string | null | undefined }) {
  const text = title || url.replace(/^https?:\/\//, "");
  if (!/^https?:\/\//i.test(url)) return text;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow" title={url} className={classes.link}>
      {text}
    </a>
  );
}

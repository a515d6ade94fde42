import { createContext, Fragment, useContext, useMemo } from "react";
import { useMe } from "../../app/session";
import { mentionPattern } from "../mentions/mentions";
import { useColleagues } from "../mentions/useColleagues";
import { Linked } from "./Linked";
import { type Block, type Inline, parseNote } from "./noteFormat";
import classes from "./TimelineRow.module.css";

/** A note with its light formatting. Parts of a sent text never move, so their place is their key. */
export function NoteText({ text }: { text: string }) {
  const me = useMe();
  const colleagues = useColleagues(text.includes("@"));
  const names = useMemo(() => mentionPattern([...colleagues, me]), [colleagues, me]);
  return (
    <Names value={names}>
      <div className={classes.formatted} dir="auto">
        {parseNote(text).map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <Part key={index} block={block} />
        ))}
      </div>
    </Names>
  );
}

const Names = createContext<RegExp | null>(null);

/** Text with its links, and the names of colleagues marked. */
function Plain({ text }: { text: string }) {
  const names = useContext(Names);
  const found = names ? [...text.matchAll(names)] : [];
  if (found.length === 0) return <Linked text={text} />;
  let from = 0;
  const parts = found.map((match) => {
    const before = text.slice(from, match.index);
    from = match.index + match[0].length;
    return (
      <Fragment key={match.index}>
        <Linked text={before} />
        <span className={classes.mention}>{match[0]}</span>
      </Fragment>
    );
  });
  return (
    <>
      {parts}
      <Linked text={text.slice(from)} />
    </>
  );
}

function Part({ block }: { block: Block }) {
  if (block.kind === "code") return <pre className={classes.code}>{block.text}</pre>;
  if (block.kind === "lines") {
    return (
      <p>
        {block.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <Fragment key={index}>
            {index > 0 && <br />}
            <Inlines parts={line} />
          </Fragment>
        ))}
      </p>
    );
  }
  const items = block.items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <li key={index}>
      <Inlines parts={item} />
    </li>
  ));
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function Inlines({ parts }: { parts: Inline[] }) {
  return parts.map(({ kind, text }, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    if (kind === "bold") return <strong key={index}>{text}</strong>;
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    if (kind === "code") return <code key={index}>{text}</code>;
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    return <Plain key={index} text={text} />;
  });
}

import type { NotificationRow } from "@tillbook/api/views";
import { ActorName } from "../../components/actor-name.tsx";
import { FindingList } from "../../components/finding-list.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { VerdictBadge } from "../../components/verdict-badge.tsx";
import { MovedWords } from "./moved-words.tsx";
import "./replay-list.css";

/** How a delivery was judged when somebody asked again, oldest first. */
export function ReplayList({ replays }: { replays: readonly NotificationRow[] }) {
  return (
    <ol className="tb-replays">
      {replays.map((replay) => (
        <li key={replay.id}>
          <VerdictBadge verdict={replay.verdict} />
          <FindingList findings={replay.findings} />
          {replay.findings.length === 0 && <MovedWords moved={replay.moved} />}
          <p className="tb-note">
            <TimeText at={replay.receivedAt} style="full" />
            {replay.replayedBy !== null && (
              <>
                {" · "}
                <ActorName actor={replay.replayedBy} />
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  );
}

import { Stars } from "../ui/figure.tsx";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { Shown } from "./facts.tsx";
import { LayerMark } from "./kind-mark.tsx";
import type { Facility } from "./queries.ts";
import { type RegisterColumn, valueIn } from "./register-columns.ts";
import { STATUS_TITLES, words } from "./words.ts";

/** A line of the register: one facility, column by column. */
export function RegisterRow(props: {
  facility: Facility;
  columns: readonly RegisterColumn[];
  row: number;
  top: number;
  isActive: boolean;
  isSelected: boolean;
  isPointed: boolean;
  onPoint: () => void;
  onOpen: () => void;
}) {
  const { facility, columns } = props;
  const hasAddress = columns.some(({ name }) => name === "address");
  return (
    // biome-ignore lint/a11y/useSemanticElements: the table is a grid of its own
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are heard by the grid
    <div
      id={`register-${facility.facilityId}`}
      className="register-row"
      role="row"
      tabIndex={-1}
      aria-selected={props.isSelected}
      aria-rowindex={props.row + 2}
      data-active={props.isActive || undefined}
      data-pointed={props.isPointed || undefined}
      style={{ top: props.top }}
      onClick={props.onOpen}
      onPointerEnter={props.onPoint}
    >
      {columns.map((column) => (
        // biome-ignore lint/a11y/useSemanticElements: the table is a grid of its own
        // biome-ignore lint/a11y/useFocusableInteractive: the row is what one chooses
        <div
          key={column.name}
          role="gridcell"
          data-column={column.name}
          data-number={column.isNumber || undefined}
        >
          <Cell facility={facility} column={column} hasAddress={hasAddress} />
        </div>
      ))}
    </div>
  );
}

function Cell(props: { facility: Facility; column: RegisterColumn; hasAddress: boolean }) {
  const { facility, column } = props;
  const say = useWords(words);
  const language = useLanguage();
  const value = valueIn(facility, column.name);
  if (column.name === "name")
    return (
      <>
        <LayerMark layerId={facility.layerId} state={facility.status} />
        <span className="register-name">
          {nameIn(language, facility)}
          <small>
            {facility.position === null
              ? say.noPlaceShort
              : props.hasAddress
                ? ""
                : (facility.address ?? "")}
          </small>
        </span>
      </>
    );
  if (column.name === "code") return <span className="code">{facility.code}</span>;
  if (column.name === "stars" && facility.stars !== null) return <Stars count={facility.stars} />;
  if (column.name === "manager" && value === "") return <>{say.noManager}</>;
  const shown =
    column.name === "status" ? STATUS_TITLES[facility.status] : column.values?.[String(value)];
  return <Shown value={value} shown={shown} absent="—" />;
}

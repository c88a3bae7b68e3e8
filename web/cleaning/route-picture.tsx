import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { boxOf, courseRuns, knownOf, stepsOf } from "./route-course.ts";
import { type Network, networkQuery, type RoutePage } from "./route-queries.ts";

const [WIDTH, HEIGHT, MARGIN] = [340, 250, 18];

/** A small map of lines for paper: the course with its numbers, and the streets around it. */
export function RoutePicture({ page }: { page: RoutePage }) {
  const { districtId } = useView().view.district;
  const network = useQuery(networkQuery(districtId));
  return (
    <Answer to={{ ...network, isFetching: false }}>
      {(told) => <Picture {...{ page, network: told }} />}
    </Answer>
  );
}

function Picture({ page, network }: { page: RoutePage; network: Network }) {
  const drawn = useMemo(() => pictureOf(page, network), [page, network]);
  if (!drawn) return null;
  return (
    <svg
      className="rts-picture"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={page.code}
    >
      <path d={drawn.around} className="rts-around" />
      <path d={drawn.course} className="rts-line" />
      {drawn.marks.map(({ x, y, text }) => (
        <g key={text} transform={`translate(${x} ${y})`}>
          <circle r={6} />
          <text dy={2.8}>{text}</text>
        </g>
      ))}
    </svg>
  );
}

/** The most numbers that are told apart on it. */
const MOST_MARKS = 40;

/** Lines and numbers of the picture; null where there is nothing to show. North is up, and a metre is as long either way. */
function pictureOf(page: RoutePage, network: Network) {
  const steps = stepsOf(knownOf(network), page.edgeIds);
  const box = boxOf([...steps.map(({ line }) => line), page.stops.map(({ position }) => position)]);
  if (!box) return null;
  const [west, south, east, north] = box;
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max((east - west) * squeeze, 1e-5),
    (HEIGHT - 2 * MARGIN) / Math.max(north - south, 1e-5),
  );
  const place = ([lng = 0, lat = 0]: readonly number[]) => ({
    x: tenth(WIDTH / 2 + (lng - (west + east) / 2) * squeeze * scale),
    y: tenth(HEIGHT / 2 - (lat - (south + north) / 2) * scale),
  });
  const path = (line: readonly (readonly number[])[]) =>
    line
      .map((position, i) => {
        const { x, y } = place(position);
        return `${i === 0 ? "M" : "L"}${x} ${y}`;
      })
      .join("");
  const isNear = (line: readonly (readonly number[])[]) =>
    line.some((position) => {
      const { x, y } = place(position);
      return x > 0 && x < WIDTH && y > 0 && y < HEIGHT;
    });
  const numbered =
    page.stops.length > 0
      ? page.stops.map(({ position }) => position)
      : courseRuns(steps).map(({ first }) => steps[first]!.line[0]!);
  return {
    around: network.edges
      .filter((edge) => isNear(edge.path))
      .map((edge) => path(edge.path))
      .join(""),
    course: steps.map(({ line }) => path(line)).join(""),
    marks: numbered
      .slice(0, MOST_MARKS)
      .map((position, i) => ({ ...place(position), text: String(i + 1) })),
  };
}

const tenth = (value: number) => Math.round(value * 10) / 10;

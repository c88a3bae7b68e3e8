import { z } from "zod";
import {
  FACILITY_KIND_TITLES,
  FACILITY_KINDS,
  FACILITY_LAYERS,
  FACILITY_STATUS_TITLES,
  FacilityAttributes,
  type FacilityKind,
} from "../../data/facility.ts";
import type { LayerColumn } from "../store/layer.ts";
import { FacilityDraft, type FacilityForms } from "./edit-schema.ts";
import { facilityLayers } from "./layers.ts";

type Form = FacilityForms["forms"][number];
type Field = Form["fields"][number];

/** What of JSON Schema a field of a form comes from. */
type Shape = {
  type?: string;
  format?: string;
  enum?: string[];
  anyOf?: Shape[];
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  maxLength?: number;
};
type ObjectShape = { properties: Record<string, Shape>; required?: string[] };

/** Fields of every kind, in the order forms show them; the position is set on the map. */
const COMMON = ["name", "code", "nameEn", "address", "owner", "manager", "openedOn", "status"];

const shapeOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as unknown as ObjectShape; // both are objects

const draftShape = shapeOf(FacilityDraft);
const attributeShapes = new Map(
  FacilityAttributes.options.map((option) => [option.shape.kind.value, shapeOf(option)]),
);

function fieldOf(
  name: string,
  given: Shape,
  { title, values }: Pick<LayerColumn, "title" | "values">,
  more: { isAttribute: boolean; isRequired: boolean },
): Field {
  // a field that may be null says so beside what it is
  const shape = given.anyOf?.find(({ type }) => type !== "null") ?? given;
  const { minimum, exclusiveMinimum, maximum, maxLength } = shape;
  return {
    name,
    title,
    type: typeOf(shape),
    ...more,
    ...(shape.enum
      ? {
          options: shape.enum.map((value) => ({
            value,
            title: values?.[value] ?? { zh: value, en: value },
          })),
        }
      : {}),
    ...(exclusiveMinimum !== undefined ? { least: exclusiveMinimum, isLeastExcluded: true } : {}),
    ...(minimum !== undefined ? { least: minimum } : {}),
    // the greatest safe integer is no limit of ours
    ...(maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? { most: maximum } : {}),
    ...(maxLength !== undefined ? { maxLength } : {}),
  };
}

function typeOf(shape: Shape): Field["type"] {
  if (shape.enum) return "choice";
  if (shape.format === "date") return "day";
  if (shape.type === "integer" || shape.type === "number" || shape.type === "boolean")
    return shape.type;
  return "text";
}

function formOf(kind: FacilityKind): Form {
  const layer = facilityLayers.find(({ id }) => id === FACILITY_LAYERS[kind])!;
  const columnOf = (name: string) => {
    const column = layer.columns.find((one) => one.name === name);
    if (!column) throw new TypeError(`the layer ${layer.id} has no title for ${name}`);
    return name === "status" ? { ...column, values: FACILITY_STATUS_TITLES } : column;
  };
  const { kind: _kind, ...attributes } = attributeShapes.get(kind)!.properties;
  return {
    kind,
    title: FACILITY_KIND_TITLES[kind],
    fields: [
      ...COMMON.map((name) =>
        fieldOf(name, draftShape.properties[name]!, columnOf(name), {
          isAttribute: false,
          isRequired: draftShape.required?.includes(name) ?? false,
        }),
      ),
      ...Object.entries(attributes).map(([name, shape]) =>
        fieldOf(name, shape, columnOf(name), { isAttribute: true, isRequired: false }),
      ),
    ],
  };
}

/**
 * The form of each kind: types, choices and limits come from the schemas that writes are checked with, titles from the
 * columns of the layers, so that map, table, file and form call a thing the same.
 */
export const FORMS: FacilityForms = { forms: FACILITY_KINDS.map(formOf) };

import { RATING_KIND_TITLES } from "../../data/rubric.ts";
import type { Queryable } from "../store/database.ts";
import type { PageContent, PageSection, PageSubject, Title } from "../store/layer.ts";
import { ratedBy } from "./book.ts";
import { readBook } from "./book-store.ts";
import type { SubjectWire } from "./subject-schema.ts";
import { WARNING_TITLES } from "./subject-table.ts";
import { ofSubject } from "./book.ts";
import { toldOf } from "./wire.ts";

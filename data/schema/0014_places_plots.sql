-- Whom facilities are for, and where one may be built: places where people work or gather, and plots of land.

create table place (
  district_id text not null references district on delete cascade,
  place_id    text not null,
  kind        text not null check (kind in (
    'work', 'market', 'shopping', 'transport', 'school', 'hospital', 'square', 'park', 'scenic', 'culture_sport'
  )),
  name        text not null check (name <> ''),
  name_en     text,
  position    geometry(Point, 4326) not null,
  source      text,
  source_key  text,
  primary key (district_id, place_id),
  unique (district_id, source, source_key)
);
comment on table place is '工作场所与人群集散公共场所: what GB 55013-2021 5.0.1 asks a public toilet for';

create table plot (
  district_id               text not null references district on delete cascade,
  plot_id                   text not null,
  code                      text not null,
  name                      text,
  name_en                   text,
  land_use                  text not null check (land_use in (
    'residential', 'public', 'commercial', 'industrial', 'warehouse', 'road_transport', 'utility', 'green_square'
  )),
  usable_area_square_meters double precision check (usable_area_square_meters > 0),
  owner                     text,
  objection                 text check (objection <> ''),
  is_available              boolean not null default false,
  cost_yuan                 double precision check (cost_yuan >= 0),
  shape                     geometry(MultiPolygon, 4326) not null,
  source                    text,
  source_key                text,
  primary key (district_id, plot_id),
  unique (district_id, code),
  unique (district_id, source, source_key)
);
comment on table plot is '地块: what land is used for, and what of it may be built on';
comment on column plot.land_use is 'class of GB 50137-2011: R, A, B, M, W, S, U, G';
comment on column plot.usable_area_square_meters is 'what a facility may take of it; null is unknown';
comment on column plot.owner is 'an office, never a person; null is unknown. For staff only';
comment on column plot.objection is 'what neighbours say against a facility here (邻避); null is none noted. For staff only';
comment on column plot.is_available is 'may be built on';
comment on column plot.cost_yuan is 'what the land costs to take; null is unknown';

select hold_to_district('place');
select hold_to_district('plot');

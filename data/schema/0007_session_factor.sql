-- Whoever signs on elsewhere has been asked for a second factor there, or is asked here.

alter table session add column is_multi_factor boolean not null default false;
comment on column session.is_multi_factor is 'the provider of single sign-on said that it asked for a second factor';

-- What is said of one facility or street is asked on its page, and checked when it is removed.

create index complaint_facility on complaint (district_id, facility_id) where facility_id is not null;
create index complaint_street on complaint (district_id, street_id) where street_id is not null;

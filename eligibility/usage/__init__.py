"""What is counted of the portal's use, without personal data.

`visits` says what counts of a resident's visit; another room needs one line of it, such as
`visits.did(request, interview, What.PRINTED, now.as_of)`.
"""
